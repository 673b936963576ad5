package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs from the field: what is taken, what is refused, and what whoever waits is told. All wait side by side. */
@ExtendWith(SharedSandbox.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesEndToEndTest {

    private static final List<String> TAKEN = List.of(
            "01-null-inside",
            "03-title-of-lines",
            "05-invisible",
            "06-links",
            "07-long-name",
            "10-colours",
            "12-posing",
            "13-titles-of-the-world-1",
            "13-titles-of-the-world-2",
            "14-link-heavy");

    private static final List<String> REFUSED = List.of(
            "02-nobody-named",
            "04-deep",
            "08-number-beyond",
            "08-number-beyond-neighbour",
            "09-number-infinite",
            "11-typos");

    /** Groups of nobody, in every way that a program writes them. */
    private static final List<String> NOBODY_NAMED = List.of(
            "{'approvers': null}",
            "{'approvers': [], 'requester': 'ana@example.com'}",
            "{'approvers': ['approver@example.com'], 'escalateTo': [], 'remindEverySeconds': 60}",
            "{'approvers': ['approver@example.com'], 'escalateTo': null}");

    private static final List<Integer> TOO_DEEP = List.of(101, 300, 3_000);

    private final Map<String, Execution> started = new LinkedHashMap<>();
    private final String anybody = "anybody-" + UUID.randomUUID() + "@example.com";
    private Sandbox sandbox;

    @BeforeAll
    void startAll(Sandbox shared) {
        sandbox = shared;
        shared.addApprover(anybody);
        Stream.concat(TAKEN.stream(), REFUSED.stream())
                .forEach(name -> started.put(name, shared.executions().start(file(name))));
        NOBODY_NAMED.forEach(input -> started.put(input, shared.executions().start(Asking.json(input))));
        Stream.concat(Stream.of(100), TOO_DEEP.stream())
                .forEach(levels ->
                        started.put(levels + " levels", shared.executions().start(JsonTextTest.nested(levels))));
    }

    private static String file(String name) {
        try (InputStream file = CasesEndToEndTest.class.getResourceAsStream("/cases/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, as they stand in their files. */
    static Stream<String> all() {
        return Stream.concat(TAKEN.stream(), REFUSED.stream()).map(CasesEndToEndTest::file);
    }

    static Stream<String> taken() {
        return Stream.concat(TAKEN.stream(), Stream.of("100 levels"));
    }

    static List<String> nobodyNamed() {
        return Stream.concat(Stream.of("02-nobody-named"), NOBODY_NAMED.stream())
                .toList();
    }

    /** The mail of a request that names nobody, and so asks everybody. */
    private Mail mail(String name) {
        return sandbox.inbox().await(Sandbox.APPROVER, started.get(name).name());
    }

    /** Why that request was refused, at once and before anybody was asked. */
    private String refusal(String name) {
        Execution ended = sandbox.executions().awaitEnd(started.get(name).arn(), OwnWaits.AT_ONCE);
        assertEquals("FAILED", ended.status(), ended.toString());
        assertTrue(
                sandbox.inbox()
                        .mails(mail -> mail.body().contains(ended.name()))
                        .isEmpty(),
                "somebody was asked");
        return ended.error().orElseThrow();
    }

    private String invalid(String name) {
        String error = refusal(name);
        assertTrue(error.startsWith("Approval.InvalidRequest: "), error);
        return error.substring("Approval.InvalidRequest: ".length());
    }

    @ParameterizedTest
    @MethodSource
    void taken(String name) {
        Mail mail = mail(name);
        try (Visitor visitor = new Visitor()) {
            Page page = visitor.open(mail.link("approve"));
            assertEquals(200, page.status(), page.text());
            assertEquals(2, page.forms().size(), page.text());
            Page answer = visitor.answer(page, "approve", "");
            assertTrue(answer.text().contains("The workflow was told: approved."), answer.text());
        }
        assertEquals(
                "APPROVED",
                sandbox.executions()
                        .awaitEnd(started.get(name).arn(), OwnWaits.AT_ONCE)
                        .outcome());
    }

    @Test
    void nullInsideIsTakenAndChangeIsADetail() {
        assertTrue(
                mail("01-null-inside").body().contains("> change: "),
                mail("01-null-inside").body());
    }

    @Test
    void withoutApproversEverybodyIsAsked() {
        sandbox.inbox().await(anybody, started.get("12-posing").name());
    }

    @ParameterizedTest
    @MethodSource
    void nobodyNamed(String name) {
        String field = name.contains("escalateTo") ? "escalateTo" : "approvers";
        assertTrue(invalid(name).startsWith(field + " must be a list of 1 to 50 people."), invalid(name));
    }

    @Test
    void deepIsRefusedByNameAndThePlaygroundsPageSurvivesIt() {
        assertTrue(invalid("04-deep").contains("nested"), invalid("04-deep"));
        PlaygroundPage.serve(sandbox);
        try (Visitor visitor = new Visitor()) {
            Page page = visitor.open(sandbox.address());
            assertEquals(200, page.status());
            assertFalse(
                    page.html()
                            .select("#execution-" + started.get("04-deep").name())
                            .isEmpty(),
                    page.text());
        }
    }

    @ParameterizedTest
    @MethodSource
    void tooDeep(int levels) {
        assertTrue(invalid(levels + " levels").contains("nested"), invalid(levels + " levels"));
    }

    static List<Integer> tooDeep() {
        return TOO_DEEP;
    }

    @ParameterizedTest
    @ValueSource(strings = {"08-number-beyond", "08-number-beyond-neighbour"})
    void aNumberBeyondIsRefusedByItsPath(String name) {
        assertTrue(
                invalid(name).startsWith("details.id ") && invalid(name).contains("write it as text"), invalid(name));
    }

    @Test
    void aNumberThatIsInfiniteFailsAtOnce() {
        assertFalse(invalid("09-number-infinite").isBlank());
    }

    @Test
    void typosAreRefusedWithWhatWasMeant() {
        assertTrue(
                invalid("11-typos").startsWith("Unknown field approver: did you mean approvers?"), invalid("11-typos"));
    }
}
