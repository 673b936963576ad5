package humanapproval.statemachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** statemachine/reminders.asl.json. */
class RemindersTest {

    private static Run run(int every, Duration wait, Service look) {
        JsonObject input = Samples.json("{'approvalId': 'a-1'}");
        input.addProperty("remindEverySeconds", every);
        input.addProperty("deadline", Samples.NOW.plus(wait).toString());
        return Machine.run(
                "statemachine/reminders.asl.json",
                Map.of("AWS::Partition", "aws", "ApprovalBus", "bus", "ApprovalTable", "table"),
                input,
                call -> call.state().equals("Look") ? look.answer(call) : Samples.json("{'FailedEntryCount': 0}"));
    }

    private static JsonElement record(String state) {
        return Samples.json("{'Item': {'state': {'S': '" + state + "'}}}");
    }

    private static List<Integer> numbers(Run run) {
        return run.calls("Remind").stream()
                .map(call -> call.detail().get("number").getAsInt())
                .toList();
    }

    @Test
    void itRemindsAsLongAsTheApprovalIsOpen() {
        int[] looks = {0};
        Run run = run(60, Duration.ofHours(1), call -> record(++looks[0] < 4 ? "OPEN" : "APPROVED"));
        assertEquals(List.of(1, 2, 3), numbers(run));
        assertEquals(Samples.NOW.plusSeconds(4 * 60), run.ended());
        assertEquals(
                "a-1", run.calls("Remind").getFirst().detail().get("approvalId").getAsString());
        assertTrue(run.output().isPresent());
    }

    @Test
    void itEndsWithTheDeadline() {
        assertEquals(
                IntStream.rangeClosed(1, 59).boxed().toList(),
                numbers(run(60, Duration.ofHours(1), call -> record("OPEN"))));
    }

    @Test
    void itRemindsTwoHundredTimesAtMost() {
        assertEquals(
                200,
                numbers(run(60, Duration.ofDays(2), call -> record("OPEN"))).size());
    }

    @Test
    void aRecordThatIsNotThereMayStillCome() {
        int[] looks = {0};
        Run run = run(
                60,
                Duration.ofHours(1),
                call -> ++looks[0] == 1 ? new JsonObject() : record(looks[0] == 2 ? "OPEN" : "EXPIRED"));
        assertEquals(List.of(1, 2), numbers(run));
    }

    @Test
    void aTableThatCanNotBeReadIsTriedAgain() {
        int[] looks = {0};
        Run run = run(60, Duration.ofHours(1), call -> {
            if (++looks[0] % 3 != 0) {
                throw new Failure("DynamoDB.ProvisionedThroughputExceededException", "");
            }
            return record(looks[0] == 3 ? "OPEN" : "REJECTED");
        });
        assertEquals(List.of(1), numbers(run));
        assertEquals("", run.error());
    }
}
