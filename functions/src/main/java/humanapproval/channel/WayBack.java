package humanapproval.channel;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.VoteResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way in which a channel's answers come back: reads a request, and answers it once the vote has been decided on.
 */
public interface WayBack {

    /** The route's resource, as template.yaml declares it. */
    String route();

    /** The vote in {@code request}, verified as far as it can be without the record; else the answer. */
    Reading read(HttpRequest request);

    /** What to answer to {@code ballot}. */
    Response reply(HttpRequest request, Ballot ballot, VoteResult result);

    /**
     * What to answer where {@code failure} kept the vote from being recorded, or nobody knows whether it was.
     *
     * @param ballot as far as it was read
     */
    Response failed(Optional<Ballot> ballot, RuntimeException failure);

    /** What a request is. */
    sealed interface Reading {}

    /**
     * A vote as it was sent.
     *
     * @param sender who sent it, as its channel knows them, for where the record does not
     * @param origin where it came from, which only its channel can read; its person hears of it by event then
     * @param voter who votes, given the record. Pure
     */
    record Ballot(
            String approvalId,
            ChannelName channel,
            Decision decision,
            String comment,
            String sender,
            Optional<JsonObject> origin,
            Function<Approval, Voter> voter)
            implements Reading {}

    /**
     * An answer to a request.
     *
     * @param approvalId for the log, where it is known
     * @param word for the log, one of our own
     */
    record Response(int status, Map<String, String> headers, String body, Optional<String> approvalId, String word)
            implements Reading {}

    /** Who votes. */
    sealed interface Voter {

        /** Somebody whom the channel knows by that name of the record. */
        record Known(String approver, String name) implements Voter {}

        /** Somebody who can't vote in this way, for a reason that is a sentence for them. */
        record Refused(String who, String reason) implements Voter {}

        /** Nobody of whom the record knows. */
        record Nobody() implements Voter {}
    }
}
