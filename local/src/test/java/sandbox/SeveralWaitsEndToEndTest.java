package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.TaskFailedEventDetails;

/** One approval id and several waits, and waits that the workflow gave up: nobody waits or is told in vain. */
class SeveralWaitsEndToEndTest extends EndToEnd {

    private static final String DUPLICATE = "Approval.DuplicateId";

    private final String approvalId = UUID.randomUUID().toString();
    private OwnWaits waits;

    @BeforeEach
    void beginWaits() {
        waits = new OwnWaits(sandbox);
    }

    @AfterEach
    void endWaits() {
        waits.close();
    }

    @Test
    void aMapOfThreeItemsThatShareAnIdAsksOnceAndTheOthersFailAtOnce() {
        JsonObject ask = waits.ask(approvalId, asking.title);
        ask.add("Catch", Asking.json("""
                {'all': [{'ErrorEquals': ['States.ALL'], 'Output': '{% $states.errorOutput.Error %}', 'Next': 'Told'}]}
                """).get("all"));
        JsonObject map = Asking.json("""
                {'Type': 'Map', 'Items': ['one', 'two', 'three'], 'End': true,
                 'ItemProcessor': {'StartAt': 'Ask', 'States': {'Told': {'Type': 'Pass', 'End': true}}}}""");
        map.getAsJsonObject("ItemProcessor").getAsJsonObject("States").add("Ask", ask);
        String execution = waits.start(map);
        List<TaskFailedEventDetails> failures = waits.failures(execution, 2);
        assertEquals(
                List.of(DUPLICATE, DUPLICATE),
                failures.stream().map(TaskFailedEventDetails::error).toList());
        assertTrue(failures.getFirst().cause().matches("[A-Z].*approvalId.*\\."), failures.toString());
        assertTrue(sandbox.executions().get(execution).isRunning(), "the first waits");
        assertEquals(200, asking.answer("approve", "").status());
        assertEquals("SUCCEEDED", waits.end(execution).status());
        assertEquals(2, waits.output(execution).split(DUPLICATE, -1).length - 1, waits.output(execution));
        assertTrue(waits.output(execution).contains("\"APPROVED\""), waits.output(execution));
        assertEquals(1, asking.mails());
    }

    @Test
    void aReworkLoopThatAsksAgainUnderTheOldIdFailsAtOnce() {
        JsonObject ask = waits.ask(approvalId, asking.title);
        ask.remove("End");
        ask.addProperty("Next", "Rework");
        JsonObject loop = Asking.json("""
                {'StartAt': 'Ask', 'States': {'Rework': {'Type': 'Pass', 'Next': 'Ask'}}}""");
        loop.getAsJsonObject("States").add("Ask", ask);
        String execution = waits.startMachine(loop);
        assertEquals(200, asking.answer("reject", "Once more.").status());
        String error = waits.end(execution).error().orElseThrow();
        assertTrue(error.startsWith(DUPLICATE + ": ") && error.contains("approvalId"), error);
        assertEquals(1, asking.mails());
    }

    @Test
    void anotherExecutionUnderTheSameIdFailsAtOnceAndTheFirstGoesOn() {
        String first = waits.start(waits.ask(approvalId, asking.title));
        Page form = asking.form();
        String second = waits.start(waits.ask(approvalId, asking.title));
        assertTrue(
                waits.end(second).error().orElse("").startsWith(DUPLICATE + ": "),
                waits.end(second).toString());
        assertEquals(200, asking.visitor.answer(form, "approve", "").status());
        assertEquals("SUCCEEDED", waits.end(first).status());
    }

    @Test
    void aRetryOfTheStepThatWasDecidedMeanwhileIsResumedAtOnce() {
        JsonObject ask = waits.ask(approvalId, asking.title);
        ask.add("Retry", Asking.json("""
                {'all': [{'ErrorEquals': ['Watchdog'], 'IntervalSeconds': 3, 'MaxAttempts': 1}]}""").get("all"));
        String execution = waits.start(ask);
        Page form = asking.form();
        waits.fail(approvalId, "Watchdog");
        Page answer = asking.visitor.answer(form, "approve", "");
        saysOnlyWhatIsKnown(answer);
        assertEquals("SUCCEEDED", waits.end(execution).status());
        assertEquals("\"APPROVED\"", waits.output(execution));
        assertEquals(1, asking.mails());
    }

    @Test
    void aDecisionThatTheWorkflowCanNotTakeIsNotCalledOneThatGoesOn() {
        String other = UUID.randomUUID().toString();
        JsonObject parallel = Asking.json("""
                {'Type': 'Parallel', 'Branches': [], 'Catch': [{'ErrorEquals': ['Watchdog'], 'Next': 'Rest'}],
                 'End': true}""");
        for (JsonObject ask : List.of(waits.ask(approvalId, asking.title), waits.ask(other, asking.title + " other"))) {
            JsonObject branch = Asking.json("{'StartAt': 'Ask', 'States': {}}");
            branch.getAsJsonObject("States").add("Ask", ask);
            parallel.getAsJsonArray("Branches").add(branch);
        }
        JsonObject machine = Asking.json(
                "{'StartAt': 'Both', 'States': {'Rest': {'Type': 'Wait', 'Seconds': 5, 'End':" + " true}}}");
        machine.getAsJsonObject("States").add("Both", parallel);
        String execution = waits.startMachine(machine);
        Page form = asking.open(sandbox.inbox()
                .await(
                        mail -> mail.to().equals(Sandbox.APPROVER)
                                && mail.body().contains(asking.title)
                                && !mail.body().contains(asking.title + " other"),
                        OwnWaits.AT_ONCE));
        SlackMessage message = sandbox.slack()
                .await(found ->
                        found.read().contains(asking.title) && !found.read().contains(asking.title + " other"));
        waits.fail(other, "Watchdog");
        Awaitility.await()
                .atMost(OwnWaits.AT_ONCE)
                .until(() -> sandbox.executions().get(execution).state(), Optional.of("Rest")::equals);
        Page answer = asking.visitor.answer(form, "approve", "");
        saysOnlyWhatIsKnown(answer);
        saysOnlyWhatIsKnown(asking.visitor.answer(form, "approve", "Once more."));
        String later = asking.visitor.open(form.address()).text();
        assertFalse(claimsToGoOn(later), later);
        String shown = sandbox.slack().now(message).read();
        assertFalse(claimsToGoOn(shown), shown);
    }

    private static void saysOnlyWhatIsKnown(Page page) {
        assertTrue(page.text().contains("no longer waits for this answer"), page.text());
        assertFalse(claimsToGoOn(page.text()), page.text());
    }

    private static boolean claimsToGoOn(String text) {
        return text.contains("workflow goes on") || text.contains("workflow continues");
    }
}
