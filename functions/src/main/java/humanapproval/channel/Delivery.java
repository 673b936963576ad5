package humanapproval.channel;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import java.util.Optional;

/** One thing that has to reach people once. */
public interface Delivery {

    /** What it is claimed by; none for what may come twice and is not worth a write. */
    Optional<String> key();

    /** Which time it is delivered; a later one stands for earlier ones. */
    default int round() {
        return 0;
    }

    /** Whether it is still to be delivered, given the record. Pure. */
    boolean isDue(Approval approval);

    /** The channel's private state while it is on its way. Pure. */
    default JsonObject claimed(JsonObject own) {
        return own;
    }

    /** Whether the channel's reach depends on it: it is not noted before this has been delivered. */
    default boolean isRequest() {
        return false;
    }
}
