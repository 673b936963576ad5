package humanapproval.statemachine;

import com.google.gson.JsonElement;

/** What a definition's Task states call. */
interface Service {

    /** The result, or a {@link Failure}; a wait that ends without an answer fails as States.Timeout. */
    JsonElement answer(Call call);
}
