package humanapproval.store;

import com.google.gson.JsonObject;
import humanapproval.request.BusEvent;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import java.time.Instant;

/**
 * What was asked.
 *
 * @param attempt how often the waiting step was tried again before it got {@code taskToken}
 * @param input the workflow's input
 * @param request what it says, under what the deployer allows
 * @param digest SHA-256 over the input's canonical form
 * @param selfApproval whether the deployer lets requests allow that their requester decides
 */
public record Ask(
        String taskToken,
        int attempt,
        Instant askedAt,
        Instant deadline,
        JsonObject input,
        Request request,
        String digest,
        boolean selfApproval) {

    private static final int SHOWN_DIGEST = 12;

    /** What {@code event} asks. Throws {@link humanapproval.request.InvalidRequestException}. */
    static Ask of(BusEvent.Requested event) {
        return new Ask(
                event.taskToken(),
                event.attempt(),
                event.askedAt(),
                event.deadline(),
                event.request(),
                Request.read(event.request(), event.selfApproval()),
                RequestDigest.of(event.request()),
                event.selfApproval());
    }

    /** The same, answered by another attempt's token. */
    Ask again(String taskToken, int attempt) {
        return new Ask(taskToken, attempt, askedAt, deadline, input, request, digest, selfApproval);
    }

    /** The beginning of the digest, for people who compare. */
    public String shortDigest() {
        return digest.substring(0, SHOWN_DIGEST) + "…";
    }
}
