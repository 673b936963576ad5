package humanapproval.channel;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Outbox;
import humanapproval.approval.Reach;
import humanapproval.events.ApprovalEvent;
import humanapproval.json.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A way to the approvers. {@link ChannelHandler} calls it and keeps the record: a channel reads it and never writes.
 * Whatever its methods throw is tried again, a {@link CannotException} excepted.
 *
 * @param <D> what it delivers
 */
public interface Channel<D extends Delivery> {

    /** Its line in the list of the channels. */
    ChannelName name();

    /** Whom it reaches with an open approval, or why nobody; may look people up. */
    Finding reach(Approval open, Settings settings);

    /**
     * What {@code event} gives it to deliver, given the approval, in that order. No effects; the same for the same
     * arguments, secrets of its own aside.
     */
    List<D> deliveries(ApprovalEvent event, Approval approval, Settings settings);

    /**
     * Has one effect.
     *
     * @param approval as it was when {@code delivery} was claimed or last noted
     */
    Delivered deliver(D delivery, Approval approval, Settings settings);

    /**
     * Whom a channel reaches.
     *
     * @param aliases the names by which it knows people, by their email
     * @param own its private state to begin with, where it has none yet
     * @param warning a word for the log that an alarm counts
     */
    record Finding(Reach reach, Map<String, String> aliases, JsonObject own, Optional<String> warning) {

        /** One that tells the reach alone. */
        public static Finding of(Reach reach) {
            return new Finding(reach, Map.of(), new JsonObject(), Optional.empty());
        }
    }

    /**
     * What became of a delivery.
     *
     * @param noted what it changes of what the channel has done, its claim aside; pure
     * @param isWhole whether all of it has been delivered; else it is called again for the rest
     */
    record Delivered(UnaryOperator<Outbox> noted, Claim.Status status, boolean isWhole) {

        /** It arrived. */
        public static Delivered sent() {
            return new Delivered(UnaryOperator.identity(), Claim.Status.SENT, true);
        }

        /** It can't be delivered any more. */
        public static Delivered lost() {
            return new Delivered(UnaryOperator.identity(), Claim.Status.LOST, true);
        }
    }

    /**
     * What it may take for granted while it handles one message.
     *
     * @param deployed what the deployer chose for the channel, as its rule in template.yaml writes it
     * @param tries how often the queue has handed the message over, this time included
     * @param patience how long the invocation may go on
     */
    record Settings(JsonFields deployed, int tries, Patience patience) {}
}
