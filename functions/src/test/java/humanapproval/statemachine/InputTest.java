package humanapproval.statemachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the state machine takes, refuses and hands on. */
class InputTest {

    private static final String NESTED_BY = "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID";

    private static void assertRefused(Run run, String sentence) {
        assertEquals(List.of(), run.calls("Ask"));
        assertEquals("Approval.InvalidRequest", run.error());
        assertEquals(sentence, run.cause());
        JsonObject closed = run.call("Announce").detail();
        assertEquals("FAILED", closed.getAsJsonObject("outcome").get("outcome").getAsString());
        assertEquals(closed.get("approvalId"), closed.getAsJsonObject("outcome").get("approvalId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[{}]", "[{'timeoutSeconds': 5}]", "'text'", "''", "5", "true"})
    void whatIsNoObjectIsRefused(String input) {
        assertRefused(ApprovalMachine.run(ApprovalMachine.json(input)), "The input must be a JSON object.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'60'",
                "'sixty'",
                "''",
                "'NaN'",
                "'Infinity'",
                "'{% 60 %}'",
                "0",
                "-0",
                "-1",
                "0.5",
                "1.5",
                "59.999999999",
                "1e-7",
                "5e-324",
                "31449601",
                "31536000",
                "31449599.5",
                "1e15",
                "1e308",
                "1e400",
                "-1e400",
                "9007199254740993",
                "true",
                "false",
                "[]",
                "[60]",
                "[60, 60]",
                "{}",
                "{'seconds': 60}"
            })
    void aWrongTimeoutIsRefused(String seconds) {
        Run run = ApprovalMachine.run(ApprovalMachine.json("{'title': 'T', 'timeoutSeconds': " + seconds + "}"));
        assertRefused(run, "timeoutSeconds must be a whole number from 1 to 31449600 (364 days).");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "60, 60", "60.0, 60", "6e1, 60", "31449600, 31449600", "null, 3600"})
    void aRightTimeoutIsHowLongItWaits(String written, int seconds) {
        JsonElement input = ApprovalMachine.json("{'timeoutSeconds': " + written + "}");
        Call ask = ApprovalMachine.run(input.deepCopy()).call("Ask");
        assertEquals(seconds, ask.timeoutSeconds().orElseThrow().getAsInt());
        assertEquals(
                ask.at().plusSeconds(seconds),
                Instant.parse(ask.detail().get("deadline").getAsString()));
        assertEquals(input, ask.detail().get("request"));
    }

    @Test
    void withoutATimeoutItIsTheDeployers() {
        Call ask = ApprovalMachine.run(new JsonObject()).call("Ask");
        assertEquals(
                ApprovalMachine.DEFAULT_TIMEOUT,
                ask.timeoutSeconds().orElseThrow().getAsInt());
        assertEquals(new JsonObject(), ask.detail().get("request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'{% $uuid() %}': '{% $uuid() %}', '$states': {'$': '$$'}, '`x`': '{%', '%}': '{% 1/0 %}'}",
                "{'': '', ' ': [], '*': {}, '**': 1, '%': 2, '@': 3, '#': 4, '^(x)': 5, 'a.b': {'c[0]': '$sum(1)'}}",
                "{'request': 'r', 'approvalId': 'mine', 'outcome': 'APPROVED', 'problem': 'none', 'failure': {}}",
                "{'details': [[], [[]], [null], [[1], 2], {'a': [{}]}], 'one': [1], 'none': null}"
            })
    void namesAndTextsThatLookLikeExpressionsStayWhatTheyAre(String text) {
        JsonElement input = ApprovalMachine.json(text);
        Call ask = ApprovalMachine.run(input.deepCopy()).call("Ask");
        assertEquals(input, ask.detail().get("request"));
        assertFalse(ask.detail().get("approvalId").getAsString().contains("mine"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "'arn:aws:states:eu-west-1:123456789012:execution:Parent:run-7' | "
                        + "arn:aws:states:eu-west-1:123456789012:execution:Parent:run-7",
                "'{% $uuid() %}' | {% $uuid() %}",
                "'' | \"\"",
                "null | \"\"",
                "5 | \"\"",
                "['a'] | \"\"",
                "{} | \"\""
            })
    void whatSaysWhoStartedItGoesBesideTheRequest(String caller, String told) {
        JsonObject input = ApprovalMachine.json("{'title': 'T', 'details': {'" + NESTED_BY + "': 'kept'}}")
                .getAsJsonObject();
        JsonObject nested = input.deepCopy();
        nested.add(NESTED_BY, ApprovalMachine.json(caller));
        Call ask = ApprovalMachine.run(nested).call("Ask");
        assertEquals(input, ask.detail().get("request"));
        assertEquals(new JsonPrimitive(told), ask.detail().get("startedBy"));
        JsonObject alone = new JsonObject();
        alone.add(NESTED_BY, ApprovalMachine.json(caller));
        Call second = ApprovalMachine.run(alone).call("Ask");
        assertEquals(new JsonObject(), second.detail().get("request"));
        assertEquals(new JsonPrimitive(told), second.detail().get("startedBy"));
    }

    @Test
    void whoeverIsNotNestedWasStartedByNobody() {
        assertEquals(
                new JsonPrimitive(""),
                ApprovalMachine.run(new JsonObject()).call("Ask").detail().get("startedBy"));
    }

    @Test
    void whatIsSettledIsWhatWasAsked() {
        JsonObject input = ApprovalMachine.json("{'title': 'T', 'onTimeout': 'reject', 'details': {'a': null}}")
                .getAsJsonObject();
        JsonObject nested = input.deepCopy();
        nested.addProperty(NESTED_BY, "its caller");
        Run run = ApprovalMachine.run(nested, call -> {
            if (call.state().equals("Ask")) {
                throw new Failure("States.Timeout", "");
            }
            return ApprovalMachine.outcome(call, "REJECTED");
        });
        JsonObject settle =
                run.call("Settle").arguments().getAsJsonObject("Payload").getAsJsonObject("settle");
        assertEquals(input, settle.get("request"));
        assertEquals(run.call("Ask").detail().get("approvalId"), settle.get("approvalId"));
        assertEquals(Machine.EXECUTION, settle.get("executionArn").getAsString());
        assertEquals("its caller", settle.get("startedBy").getAsString());
        assertEquals(Set.of("approvalId", "executionArn", "startedBy", "request"), settle.keySet());
        assertTrue(run.states().contains("Rejected"));
    }
}
