package humanapproval.store;

import com.google.gson.JsonObject;
import humanapproval.request.BusEvent;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * What was asked.
 *
 * @param attempt how often the waiting step was tried again before it got {@code taskToken}
 * @param input the workflow's input
 * @param request what it says, under what the deployer allows
 * @param digest SHA-256 over the input's canonical form
 * @param startedBy the execution that started the asking one, as the input says; nobody has checked it
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
        Optional<String> startedBy,
        boolean selfApproval) {

    private static final int SHOWN_DIGEST = 12;

    /** What {@code event} asks. Throws {@link humanapproval.request.InvalidRequestException}. */
    static Ask of(BusEvent.Requested event) {
        Request request = Request.read(event.request(), event.limits().selfApproval());
        request.policy().check(event.limits());
        return new Ask(
                event.taskToken(),
                event.attempt(),
                event.askedAt(),
                event.deadline(),
                event.request(),
                request,
                RequestDigest.of(event.request()),
                event.startedBy(),
                event.limits().selfApproval());
    }

    /** The same, answered by another attempt's token. */
    Ask again(String taskToken, int attempt) {
        return new Ask(taskToken, attempt, askedAt, deadline, input, request, digest, startedBy, selfApproval);
    }

    /** The beginning of the digest, for people who compare. */
    public String shortDigest() {
        return digest.substring(0, SHOWN_DIGEST) + "…";
    }
}
