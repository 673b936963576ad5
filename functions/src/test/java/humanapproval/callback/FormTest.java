package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page's form sends, and what comes of an answer that is none. */
class FormTest {

    private final Approval open =
            Samples.open("{'title': 'Deploy', 'details': {'Commit': '9f2c1e'}, 'requester': 'ana@example.com'}");
    private final CallbackFixture callback = new CallbackFixture().with(open);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "decision=approve",
                "decision=reject&comment=x",
                "decision=approve&confirm=no",
                "decision=launch&confirm=yes",
                "confirm=yes",
                "decision=approve&decision=reject&confirm=yes",
                "decision=approve&confirm=yes&comment=%E9",
                "decision=approve&confirm=yes&comment=%zz",
                "decision=APPROVE&confirm=yes"
            })
    void whatIsNotAClearAnswerGetsThePageBackAndDecidesNothing(String body) {
        Reply reply = callback.post(body);
        assertEquals(400, reply.status());
        assertFalse(reply.page().selectFirst("[role=alert]").text().isBlank());
        assertEquals(2, reply.page().select("form").size());
        assertEquals(open, callback.record());
    }

    @Test
    void aFormThatIsNoneIsRefused() {
        assertEquals(
                400,
                callback.http(Samples.event("ApprovalCallback-malformed-vote.json"))
                        .status());
        for (String type : List.of(
                "application/x-www-form-urlencoded; charset=iso-8859-1", "multipart/form-data", "text/plain", "")) {
            JsonObject event = Samples.event("ApprovalCallback-vote.json");
            event.getAsJsonObject("headers").addProperty("Content-Type", type);
            assertEquals(400, callback.http(event).status(), type);
        }
        assertEquals(open, callback.record());
    }

    @Test
    void utf8AndBase64AndAnyCaseOfHeadersAreTaken() {
        JsonObject event = Samples.event("ApprovalCallback-vote.json");
        event.getAsJsonObject("headers").remove("Content-Type");
        event.getAsJsonObject("headers")
                .addProperty("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
        event.addProperty("isBase64Encoded", true);
        event.addProperty(
                "body",
                Base64.getEncoder()
                        .encodeToString("decision=approve&confirm=yes&comment=%C3%BC%F0%9F%9A%80"
                                .getBytes(StandardCharsets.UTF_8)));
        assertEquals(200, callback.http(event).status());
        assertEquals("ü\uD83D\uDE80", callback.record().votes().getFirst().comment());
    }

    @Test
    void aCommentHasAThousandCharactersWithALineBreakAsOne() {
        String most = "a%0D%0A".repeat(499) + "ab";
        assertEquals(
                400,
                callback.post("decision=approve&confirm=yes&comment=" + most + "c")
                        .status());
        assertEquals(
                400,
                callback.post("decision=approve&confirm=yes&comment=" + "x".repeat(16 * 1024))
                        .status());
        assertEquals(
                200,
                callback.post("decision=approve&confirm=yes&comment=" + most).status());
        assertEquals(1000, callback.record().votes().getFirst().comment().length());
    }
}
