package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.Limits;
import humanapproval.approval.Question;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import humanapproval.text.TimeText;
import humanapproval.waiter.Waiter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    private static final String LINK = "https://example.com/approvals/id/code";

    private static Mail mail(JsonObject request) {
        Approval approval = Samples.opened(
                Samples.requested(request, new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty()));
        return new Mail.Writer().request(approval, Samples.BOB, LINK, false);
    }

    @Test
    void theCallerIsShownAsSaid() {
        Approval approval =
                Samples.opened(Samples.startedBy("arn:aws:states:eu-west-1:123456789012:execution:Deploy:r7"));
        String body =
                new Mail.Writer().request(approval, Samples.BOB, LINK, false).body();
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
            "https://eu-west-1.console.aws.amazon.com/states/",
            "bob@example.com",
            "Digest: "
        }) {
            assertTrue(body.contains(fact) && body.indexOf(fact) < request, fact);
        }
        String[] rest = body.substring(request).split("\n\n");
        assertEquals("> T\n> \n> D\n> \n> k: v\n", rest[0]);
        assertEquals(1, rest.length, body);
        assertFalse(body.contains(Samples.TOKEN) || body.contains("Optional["));
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
        assertTrue(body.contains("Approvers: b\\u000AApprove"), body);
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
    void theSubjectIsOneShortLineAndTheOtherOneAscii(String title) {
        for (String text : new String[] {title, title.repeat(500)}) {
            Mail mail = mail(titled(text));
            assertTrue(mail.subject().length() < 100, mail.subject());
            assertTrue(
                    mail.subject().toLowerCase(Locale.ROOT).endsWith("required approval from aws step functions"),
                    mail.subject());
            assertTrue(mail.subject().codePoints().noneMatch(Character::isISOControl), mail.subject());
            String ascii = mail.asciiSubject();
            assertTrue(
                    ascii.length() < 100
                            && ascii.contains(" [3f0c1d52]")
                            && ascii.chars().allMatch(c -> c >= 32 && c < 127),
                    ascii);
        }
    }

    @Test
    void theTitleComesFirst() {
        Mail mail = mail(titled("Déploiement à l'été"));
        assertEquals("Déploiement à l'été: required approval from AWS Step Functions", mail.subject());
        assertEquals("Deploiement a l'ete [3f0c1d52]: required approval from AWS Step Functions", mail.asciiSubject());
        assertEquals(
                "Required approval from AWS Step Functions",
                mail(new JsonObject()).subject());
    }

    @Test
    void theResultsOtherSubjectIsAsciiTooWhateverItNames() {
        Failure unreached = new Failure(Failure.UNDELIVERABLE, "email: zoë@example.com has no subscription.");
        Approval failed = Samples.open("{'title': 'Deploy'}").ended(Ending.failed(unreached, Samples.NOW));
        Mail mail = new Mail.Writer().result(failed);
        assertEquals("Deploy: email: zoë@example.com has no subscription", mail.subject());
        assertEquals("Deploy [3f0c1d52]: email: zoe@example.com has no subscription", mail.asciiSubject());
    }

    @Test
    void case03TitleOfLines() {
        Mail mail = mail(Samples.showCase("03-title-of-lines"));
        assertEquals("Release 7 Mends the export.: required approval from AWS Step Functions", mail.subject());
        assertTrue(mail.body().startsWith("“Release 7 Mends the export.”\n\n"), mail.body());
        assertTrue(
                mail.body().contains("> Release 7\n> \n> Mends the export.\n> \n> \n> first\n> second"), mail.body());
    }

    @Test
    void case12Posing() {
        String body = mail(Samples.showCase("12-posing")).body();
        assertTrue(
                body.startsWith("“Pay invoice 12”\n\nThe board (mallory@example.com) asks for your decision.\n"
                        + "Ends without an approval if nobody answers by 31 January 2026, 13:00 UTC.\n"
                        + "You decide as bob@example.com.\n\nApprove: "),
                body);
        for (String posing : new String[] {"Requester: cfo@", "Deadline: today", "Approvers: Legal"}) {
            assertTrue(body.contains("\n> " + posing), body);
        }
    }

    @Test
    void case13TitlesOfTheWorld() {
        Mail one = mail(Samples.showCase("13-titles-of-the-world-1"));
        Mail two = mail(Samples.showCase("13-titles-of-the-world-2"));
        assertEquals("本番環境へのデプロイ: required approval from AWS Step Functions", one.subject());
        assertEquals("顧客データの削除: required approval from AWS Step Functions", two.subject());
        assertEquals("Required approval from AWS Step Functions [3f0c1d52]", one.asciiSubject());
    }

    @Test
    void timesAreInTheDeployersZone() {
        ApprovalEvent.Requested event =
                Samples.requested(new JsonObject(), new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty());
        for (String[] known : new String[][] {
            {"Europe/Berlin", "31 January 2026, 14:00 CET (UTC+01:00)"},
            {"America/St_Johns", "31 January 2026, 09:30 NST (UTC-03:30)"},
            {"UTC", "31 January 2026, 13:00 UTC"},
            {"Europe/Atlantis", "31 January 2026, 13:00 UTC"},
            {"", "31 January 2026, 13:00 UTC"}
        }) {
            Question question = Question.asked(
                    event.request(),
                    new Limits(true, false, TimeText.zone(known[0])),
                    event.askedAt(),
                    event.deadline(),
                    Optional.empty());
            String body = new Mail.Writer()
                    .request(Approval.opened(Samples.ID, event.waiter(), question), Samples.BOB, LINK, false)
                    .body();
            assertTrue(body.contains(" by " + known[1] + ".\n"), body);
        }
    }

    @ParameterizedTest
    @CsvSource({"expire, Ends without an approval", "reject, Rejected automatically", "fail, The workflow fails"})
    void whatSilenceMeansIsSaid(String onTimeout, String shown) {
        assertTrue(mail(Samples.json("{'onTimeout': '" + onTimeout + "'}"))
                .body()
                .contains("\n" + shown + " if nobody answers by 31 January 2026, 13:00 UTC.\n"));
        assertTrue(mail(Samples.json(
                        "{'approvers': ['bob@example.com', 'c@example.com'], 'requiredApprovals': 2, 'onTimeout': '"
                                + onTimeout + "'}"))
                .body()
                .contains("\n" + shown + " unless 2 people approve by 31 January 2026, 13:00 UTC.\n"));
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
