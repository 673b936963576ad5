package humanapproval.email;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Claim;
import humanapproval.channel.Delivery;
import java.util.Optional;

/** A mail on its way to one person. */
sealed interface MailDelivery extends Delivery {

    /** The person's email. */
    String person();

    /** The attribute's value that reaches them, and nobody else. */
    String attribute();

    @Override
    default Optional<String> key() {
        return Optional.of(person());
    }

    /**
     * The request, or that it still waits.
     *
     * @param round 0 for the request, else the number of the reminder
     * @param reminds whether an earlier one has arrived
     * @param code of the link that is the person's alone
     */
    record Personal(String person, String attribute, int round, boolean reminds, String code) implements MailDelivery {

        @Override
        public boolean isDue(Approval approval) {
            // The first request set who may decide: a later event of the same approval invites nobody else.
            return approval.isOpen()
                    && approval.refusal(person).isEmpty()
                    && approval.voteOf(person).isEmpty();
        }

        @Override
        public JsonObject claimed(JsonObject own) {
            return Links.with(own, code, person);
        }

        @Override
        public boolean isRequest() {
            return true;
        }
    }

    /** The result, to the requester. */
    record Result(String person, String attribute) implements MailDelivery {

        @Override
        public int round() {
            return Claim.RESULT;
        }

        @Override
        public boolean isDue(Approval approval) {
            return !approval.isOpen();
        }
    }
}
