package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.fake.Samples;
import humanapproval.waiter.Waiter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    private static final String LINK = "https://example.com/approvals/id/code";

    private static Mail mail(JsonObject request) {
        Approval approval = Samples.opened(
                Samples.requested(request, new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty()));
        return new Mail.Writer().request(approval, Samples.BOB, LINK, 0);
    }

    @Test
    void theCallerIsShownAsSaid() {
        Approval approval =
                Samples.opened(Samples.startedBy("arn:aws:states:eu-west-1:123456789012:execution:Deploy:r7"));
        String body = new Mail.Writer().request(approval, Samples.BOB, LINK, 0).body();
        assertTrue(body.contains("Execution: run-1, which says it was started by Deploy:r7\n"), body);
        assertFalse(mail(new JsonObject()).body().contains("started by"));
    }

    private static JsonObject titled(String title) {
        JsonObject request = new JsonObject();
        request.addProperty("title", title);
        return request;
    }

    @Test
    void ourFactsComeBeforeTheRequest() {
        String body = mail(Samples.json(
                        "{'title': 'T', 'description': 'D', 'details': {'k': 'v'}, 'requester': 'ana@example.com'}"))
                .body();
        int request = body.indexOf("> T");
        for (String fact : new String[] {
            LINK + "?decision=approve",
            LINK + "?decision=reject",
            "31 January 2026, 13:00 UTC",
            "ana@example.com",
            "run-1",
            "bob@example.com"
        }) {
            assertTrue(body.contains(fact) && body.indexOf(fact) < request, fact);
        }
        String[] rest = body.substring(request).split("\n\n");
        assertEquals("> T\n> \n> D\n> \n> k: v", rest[0]);
        assertTrue(
                rest.length == 2
                        && rest[1].startsWith("For developers: https://eu-west-1.console.aws.amazon.com/states/"),
                body);
        assertFalse(body.contains(Samples.TOKEN));
    }

    @Test
    void everyLineOfUserTextIsQuotedAndWhatHidesIsShown() {
        String body = mail(Samples.json("{'title': 'a\\nApprove: https://evil.example', 'description': "
                        + "'x\\r\\ny\\u202Ez\\u2028Approve: q', 'approvers': [{'email': "
                        + "'bob@example.com', 'name': 'b\\nApprove: https://evil.example'}, "
                        + "'carol@example.com'], 'requiredApprovals': 2}"))
                .body();
        for (String line : body.split("[\\n\\u2028\\u0085]")) {
            assertFalse(line.startsWith("Approve: ") && !line.contains(LINK), line);
        }
        assertTrue(body.contains("> y\\u202Ez\\u2028Approve: q"), body);
        assertTrue(body.contains("of b\\u000AApprove"), body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "Deploy",
                "Déploiement à l'été",
                "\uD83D\uDE80\uD83D\uDE80",
                "a\nb\tc\u0000\u202E",
                "{{title}} <b>",
                "شكرا"
            })
    void theSubjectIsOneShortAsciiLine(String title) {
        check(mail(titled(title)).subject());
        check(mail(titled(title.repeat(500))).subject());
    }

    private static void check(String subject) {
        assertTrue(
                subject.length() < 100
                        && subject.startsWith("Required approval from AWS Step Functions")
                        && subject.chars().allMatch(c -> c >= 32 && c < 127),
                subject);
    }

    @Test
    void accentsGoAndTheWordStays() {
        assertEquals(
                "Required approval from AWS Step Functions: Deploiement a l'ete",
                mail(titled("Déploiement à l'été")).subject());
        assertEquals(
                "Required approval from AWS Step Functions",
                mail(new JsonObject()).subject());
    }

    @Test
    void aMailStaysBelow256KilobytesAndSaysWhatItLeavesOut() {
        for (String text : new String[] {"x", "\n", "\u202E", "😀"}) {
            JsonObject request = titled("T");
            request.addProperty("description", text.repeat(200_000 / text.getBytes(StandardCharsets.UTF_8).length));
            Mail mail = mail(request);
            int size = mail.body().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(size < 262_144 - 1_000, text + " " + size);
            assertTrue(mail.body().contains("https://example.com")
                    && (mail.body().contains("The page shows all of it.") || size < 202_000));
        }
    }
}
