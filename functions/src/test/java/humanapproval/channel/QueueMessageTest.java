package humanapproval.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import humanapproval.json.MalformedException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueMessageTest {

    private static JsonObject message(String event) {
        return QueueEvents.body(Samples.event(event));
    }

    @Test
    void aRequestIsReadWithWhatTheDeployerChose() {
        QueueMessage message =
                QueueMessage.decode(message("EmailChannel-requested.json").toString());
        assertEquals("https://approvals.example.com", message.deployed().text("publicUrl"));
        ApprovalEvent.Requested requested = assertInstanceOf(ApprovalEvent.Requested.class, message.event());
        assertEquals(Samples.TOKEN, requested.waiter().taskToken());
        assertEquals(Instant.parse("2026-01-31T13:00:00Z"), requested.deadline());
        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), requested.askedAt());
    }

    @Test
    void anEndIsRead() {
        assertInstanceOf(
                ApprovalEvent.Closed.class,
                QueueMessage.decode(message("EmailChannel-closed.json").toString())
                        .event());
    }

    @ParameterizedTest
    @ValueSource(strings = {"approvalId", "executionArn", "taskToken", "attempt", "deadline", "request"})
    void aMissingOrWrongFieldIsNamedAndItsValueIsNot(String field) {
        JsonObject without = message("EmailChannel-requested.json");
        QueueEvents.detail(without).remove(field);
        assertTrue(refusal(without).contains(field));
        JsonObject wrong = message("EmailChannel-requested.json");
        QueueEvents.detail(wrong)
                .add(field, Samples.json("{'secret': 'value'}").get("request".equals(field) ? "secret" : "none"));
        assertTrue(refusal(wrong).contains(field));
        assertFalse(refusal(wrong).contains("value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"settings\": {}}",
                "{\"settings\": {\"publicUrl\": \"x\"}, \"event\": {}}",
                "{\"settings\": 1, \"event\": {}}"
            })
    void whatIsNoWrappedEventIsRefused(String body) {
        assertThrows(MalformedException.class, () -> QueueMessage.decode(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event': {'detail-type': 'Approval Requested', 'detail': {'approvalId': 5, 'taskToken': 'T'}}}",
                "{'settings': 1, 'event': {'detail': {'deadline': [], 'taskToken': 'T', 'request': 'none'}}}",
                "{'event': {'detail': {'a': DEEP, 'taskToken': 'T'}}}",
                "{'event': {'detail': {'n': NaN, 'taskToken': 'T', 'request': {'x': Infinity}}}, 'settings': {}}",
                "{'event': {'detail': {'taskToken': 'T'}, and then garbage",
                "{'event': {'detail': {'taskToken': 'T', 'request': {'a': "
            })
    void aMessageThatCanNotBeDecodedStillGivesUpItsToken(String body) {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        assertEquals(
                Optional.of("T"), QueueMessage.taskToken(body.replace('\'', '"').replace("DEEP", deep)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{'event': {'detail': {}}}",
                "{'event': {'detail': {'taskToken': null}}}",
                "{'event': {'detail': {'taskToken': ' '}}}",
                "{'event': {'detail': {'request': {'taskToken': 'not ours'}}}}",
                "{'event': 5}"
            })
    void withoutATokenThereIsNobodyToTell(String body) {
        assertEquals(Optional.empty(), QueueMessage.taskToken(body.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../admin", "a b", "<script>"})
    void anIdThatCanNotStandInAnAddressIsRefused(String id) {
        JsonObject message = message("EmailChannel-requested.json");
        QueueEvents.detail(message).addProperty("approvalId", id);
        assertTrue(refusal(message).contains("approvalId"));
    }

    @Test
    void anotherSourceOrKindIsRefused() {
        JsonObject message = message("EmailChannel-requested.json");
        message.getAsJsonObject("event").addProperty("source", "somebody");
        refusal(message);
        JsonObject other = message("EmailChannel-requested.json");
        other.getAsJsonObject("event").addProperty("detail-type", "Approval Forgotten");
        refusal(other);
    }

    private static String refusal(JsonObject message) {
        return assertThrows(MalformedException.class, () -> QueueMessage.decode(message.toString()))
                .getMessage();
    }
}
