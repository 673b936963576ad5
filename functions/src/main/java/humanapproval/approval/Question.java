package humanapproval.approval;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A request with its deadline, its digest and who asked.
 *
 * @param request what the input says, under what the deployer allows
 * @param input the workflow's input
 * @param digest SHA-256 over the input's canonical form
 * @param startedBy the execution that started the asking one, as the input says; nobody has checked it
 * @param selfApproval whether the deployer lets requests allow that their requester decides
 * @param zone where its times are shown
 */
public record Question(
        Request request,
        JsonObject input,
        String digest,
        Instant askedAt,
        Instant deadline,
        Optional<String> startedBy,
        boolean selfApproval,
        ZoneId zone) {

    /**
     * What {@code input} asks of people, checked: this is where a request enters.
     *
     * @throws InvalidRequestException with a sentence that names the field
     */
    public static Question asked(
            JsonObject input, Limits limits, Instant askedAt, Instant deadline, Optional<String> startedBy) {
        Request request = Request.entering(input, limits);
        String digest = RequestDigest.of(input);
        boolean selfApproval = limits.selfApproval();
        return new Question(request, input, digest, askedAt, deadline, startedBy, selfApproval, limits.zone());
    }

    /** The same, for at least so long. */
    Question until(Instant later) {
        return later.isAfter(deadline)
                ? new Question(request, input, digest, askedAt, later, startedBy, selfApproval, zone)
                : this;
    }

    /** The beginning of the digest, for people who compare. */
    public String shortDigest() {
        return digest.substring(0, 12) + "…";
    }
}
