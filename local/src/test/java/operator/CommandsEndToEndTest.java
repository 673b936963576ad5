package operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import operator.Playground.Run;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.Sandbox;
import sandbox.SharedSandbox;

/** {@code ./approvals open}, {@code approvers} and {@code outputs} on the playground's stack, and bad input. */
@ExtendWith(SharedSandbox.class)
class CommandsEndToEndTest {

    private final Sandbox sandbox;
    private final Playground playground;

    CommandsEndToEndTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        playground = new Playground(sandbox);
    }

    private String ask(String title) {
        var request = new JsonObject();
        request.addProperty("title", title);
        request.addProperty("timeoutSeconds", 3600);
        var execution = sandbox.executions().start(request);
        sandbox.inbox().await(Sandbox.APPROVER, title.substring(0, 20));
        return execution.arn();
    }

    @Test
    void whatIsOpenIsListedOldestFirstShownInWordsAndStopped() {
        var first = ask("First " + UUID.randomUUID() + " \u001b[31mred");
        var asked = Instant.now().getEpochSecond();
        Awaitility.await().until(() -> Instant.now().getEpochSecond() > asked);
        var second = ask("Second " + UUID.randomUUID());
        var lines = playground.run("open").out().lines().toList();
        var one = lines.indexOf(row(lines, first));
        assertTrue(one > 0 && one < lines.indexOf(row(lines, second)), lines.toString());
        assertTrue(lines.get(one).contains("[U+001B][31mred"), lines.get(one));
        assertTrue(lines.get(one).contains(" 0/1 ") && lines.get(one).contains("in 59 min"), lines.get(one));
        var id = lines.get(one).substring(0, 36);

        var shown = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> playground.run("open", id).out(), out -> out.contains("request: delivered"));
        assertTrue(shown.contains("state      open, in 59 min"), shown);
        assertTrue(shown.contains("email reaches people"), shown);
        assertTrue(shown.contains(Sandbox.APPROVER + ": delivered, "), shown);

        assertEquals(
                new Run(0, "Stopped " + first + ". Its page and its message say so in a moment.\n", ""),
                playground.run("open", id, "--cancel"));
        assertEquals(
                "ABORTED",
                sandbox.executions().awaitEnd(first, Duration.ofSeconds(30)).status());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> playground.run("open", id).out(), out -> out.contains("state      cancelled"));
        var left = playground.run("open").out().lines().toList();
        assertFalse(left.toString().contains(id), left.toString());
        assertEquals(
                "That approval is cancelled already. Nothing was stopped.\n",
                playground.run("open", id, "--cancel").err());
        playground.run("open", row(left, second).substring(0, 36), "--cancel");
    }

    private static String row(List<String> lines, String execution) {
        return lines.stream()
                .filter(line -> line.contains(execution.substring(execution.lastIndexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anApproverIsAddedHearsOfRequestsAndIsRemoved() {
        var dora = "dora-" + UUID.randomUUID() + "@example.com";
        var added = playground.run("approvers", "add", dora);
        assertEquals(0, added.code(), added.out() + added.err());
        assertTrue(added.out().contains("It surely works from "), added.out());
        assertTrue(added.says("ok", "", dora + " is confirmed, filtered and protected"), added.out());
        var again = playground.run("approvers", "add", dora);
        assertEquals("ok" + " ".repeat(28) + dora + " is confirmed, filtered and protected\n", again.out());
        var request = new JsonObject();
        request.addProperty("title", "For " + dora);
        sandbox.executions().start(request);
        sandbox.inbox().await(dora, "For " + dora);
        assertTrue(playground.run("approvers").out().contains(dora));
        assertEquals(0, playground.run("approvers", "remove", dora).code());
        assertFalse(playground.run("approvers").out().contains(dora));
        assertEquals(
                new Run(2, "", dora + " is not in the address book. Nothing was changed.\n"),
                playground.run("approvers", "remove", dora));
    }

    @Test
    void eachOutputIsOneLineThatAShellTakes() throws Exception {
        var lines = playground.run("outputs").out();
        assertEquals(
                sandbox.output("StartFirstApproval") + "\n",
                playground.run("outputs", "StartFirstApproval").out());
        var shell = new ProcessBuilder("sh", "-c", lines + "printf %s \"$StartFirstApproval\"").start();
        assertEquals(
                sandbox.output("StartFirstApproval"),
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "doctor --stack nope | There is no stack nope in us-east-1: give --stack and --region.",
                "approvers add carol | carol is no email address. Nothing was changed.",
                "approvers add a@b | a@b is no email address. Nothing was changed.",
                "open nope | There is no approval nope in human-approval; records stay for 7 days after their end.",
                "open --cancel | Which one? Give the id: ./approvals open ID --cancel. Nothing was stopped.",
                "outputs Nope | The stack human-approval has no output Nope.",
                "verify --minutes 0 | --minutes is from 1 to 60, --expire from 5 to 600. Nothing was started.",
                "bogus | Unmatched argument at index 0: 'bogus' (./approvals --help)",
                "open --bogus | Unknown option: '--bogus' (./approvals --help)",
            })
    void badInputIsOneSentenceAndExitCodeTwo(String command, String sentence) {
        var before = playground.run("approvers").out();
        assertEquals(new Run(2, "", sentence + "\n"), playground.run(command.split(" ")));
        assertEquals(before, playground.run("approvers").out());
    }

    @Test
    void theScriptStartsWithinTwoSecondsAndSaysInOneSentenceWhatItLacks() throws Exception {
        Map<String, String> here =
                Map.of("AWS_ENDPOINT_URL", sandbox.account().endpoint().toString(), "AWS_REGION", "us-east-1");
        Map<String, String> known = Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test");
        // The first run may have to build.
        assertEquals(2, script(here, "outputs", "Version").code());
        assertEquals(
                new Run(2, "", "There are no AWS credentials: sign in as for the AWS CLI, or set AWS_PROFILE.\n"),
                script(here, "outputs", "Version"));
        var both = new HashMap<>(here);
        both.putAll(known);
        assertEquals(new Run(0, sandbox.output("Version") + "\n", ""), script(both, "outputs", "Version"));
        assertEquals(
                "No region is set: give one, like --region eu-central-1.\n",
                script(known, "outputs").err());
        // Processor time, as other tests may hold the processors.
        var command = Path.of("approvals").toAbsolutePath() + " outputs Version >/dev/null; times";
        var times =
                run(new ProcessBuilder("sh", "-c", command), both).out().lines().toList();
        var seconds = Pattern.compile("(\\d+)m([\\d.]+)s")
                .matcher(times.getLast())
                .results()
                .mapToDouble(time -> 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2)))
                .sum();
        assertTrue(seconds > 0 && seconds < 2, times.toString());
    }

    private static Run script(Map<String, String> environment, String... arguments) throws Exception {
        var command =
                new ArrayList<>(List.of(Path.of("approvals").toAbsolutePath().toString()));
        command.addAll(Arrays.asList(arguments));
        return run(new ProcessBuilder(command), environment);
    }

    private static Run run(ProcessBuilder process, Map<String, String> environment) throws Exception {
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.equals("STACK_NAME"));
        process.environment()
                .putAll(Map.of(
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "AWS_EC2_METADATA_DISABLED", "true"));
        process.environment().putAll(environment);
        var running = process.start();
        var out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(running.waitFor(), out, err);
    }
}
