package humanapproval.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.request.BusEvent;
import humanapproval.store.Approval;
import humanapproval.store.Link;
import humanapproval.store.LinkCode;
import java.time.Duration;
import java.time.Instant;

/** One request as it lives in the tests. All of it is invented. */
public final class Samples {

    /** When the request is asked. */
    public static final Instant ASKED = Instant.parse("2026-11-22T10:00:00Z");

    /** How long it waits. */
    public static final Duration WAIT = Duration.ofHours(1);

    /** The approval's id. */
    public static final String ID = "0b0c6c5e-95a4-4a3e-8a5c-3f3f0c0d1e2f";

    /** The execution that asks. */
    public static final String EXECUTION = "arn:aws:states:eu-central-1:123456789012:execution:HumanApproval:deploy-1-4-2";

    /** Another execution. */
    public static final String FOREIGN = "arn:aws:states:eu-central-1:123456789012:execution:HumanApproval:somebody-else";

    /** Its task token. */
    public static final String TOKEN = "AQCEAAAAKgAAAAMAAAAAAAAAAexampleTaskToken";

    /** Who is asked. */
    public static final String BOB = "bob@example.com";

    /** The code of Bob's link. */
    public static final String CODE = "Ex4mpleL1nkC0deOfBob_-";

    private Samples() {}

    /** Parses a JSON object; single quotes stand for double ones. */
    public static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    /** An ordinary request. */
    public static JsonObject request() {
        return json("""
                { 'title': 'Deploy 1.4.2 to production', 'description': 'Adds the export page.',
                  'details': { 'Commit': '9f2c1e' }, 'requester': 'ana@example.com' }""");
    }

    /** The event that asks {@code request}. */
    public static BusEvent.Requested asking(JsonObject request) {
        return new BusEvent.Requested(ID, EXECUTION, TOKEN, 0, ASKED, ASKED.plus(WAIT), request);
    }

    /** The event of a later attempt, with its own token. */
    public static BusEvent.Requested attempt(int attempt, String token) {
        return new BusEvent.Requested(ID, EXECUTION, token, attempt, ASKED, ASKED.plus(WAIT), request());
    }

    /** An open approval of {@code request}, not yet delivered. */
    public static Approval open(JsonObject request) {
        return Approval.opened(asking(request));
    }

    /** The ordinary request, open and mailed to Bob. */
    public static Approval mailed() {
        return mailed(request());
    }

    /** {@code request}, open and mailed to Bob. */
    public static Approval mailed(JsonObject request) {
        return open(request).with(link(BOB, CODE, Link.Status.SENT, ASKED));
    }

    /** A link of {@code approver} with that code. */
    public static Link link(String approver, String code, Link.Status status, Instant at) {
        return new Link(LinkCode.hash(code), approver, status, at);
    }
}
