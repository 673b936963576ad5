package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Request;
import humanapproval.approval.Vote;
import humanapproval.channel.Openings;
import humanapproval.channel.WayBack.Ballot;
import humanapproval.channel.WayBack.Voter;
import humanapproval.events.EventPublisher;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.store.Approvals;
import humanapproval.waiter.StepFunctions;
import humanapproval.waiter.Waiters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * Two of Bob and Carol, with Lena joining at the first reminder, against a model of the rules that is as small as can
 * be.
 */
class PolicyModelTest {

    private static final String LENA = "lena@example.com";
    private static final String INPUT =
            "{'approvers': ['bob@example.com', 'carol@example.com'], 'escalateTo': ['lena@example.com'],"
                    + " 'remindEverySeconds': 60, 'requiredApprovals': %d, 'onTimeout': '%s'}";

    private enum Step {
        BOB_YES,
        BOB_NO,
        CAROL_YES,
        LENA_YES,
        LENA_NO,
        REMIND,
        TIMEOUT,
        BOB_YES_UNHEARD
    }

    /** The rules once more, in as few words as possible. */
    private static final class Model {
        private final int required;
        private final String atTimeout;
        private final Map<String, Boolean> votes = new HashMap<>();
        private boolean escalated;
        private String end = "OPEN";

        private Model(int required, String atTimeout) {
            this.required = required;
            this.atTimeout = atTimeout;
        }

        private void vote(String who, boolean yes) {
            if (end.equals("OPEN") && (escalated || !who.equals(LENA))) {
                votes.put(who, yes);
                end = votes.containsValue(false) ? "REJECTED" : votes.size() >= required ? "APPROVED" : "OPEN";
            }
        }

        private void take(Step step) {
            switch (step) {
                case BOB_YES, BOB_YES_UNHEARD -> vote(Samples.BOB, true);
                case BOB_NO -> vote(Samples.BOB, false);
                case CAROL_YES -> vote("carol@example.com", true);
                case LENA_YES -> vote(LENA, true);
                case LENA_NO -> vote(LENA, false);
                case REMIND -> escalated = true;
                case TIMEOUT -> end = end.equals("OPEN") ? atTimeout : end;
            }
        }
    }

    private static void compare(int required, Request.OnTimeout onTimeout, List<Step> steps) {
        SteppingClock clock = new SteppingClock(Samples.NOW);
        FakeTable table = new FakeTable();
        Approvals approvals = new Approvals(table, "table", clock);
        FakeStepFunctions stepFunctions = new FakeStepFunctions();
        EventPublisher events = new EventPublisher(new FakeEventBridge(), "bus");
        Waiters waiters = new StepFunctions(stepFunctions);
        Decisions decisions = new Decisions(
                approvals,
                new Openings(approvals, waiters, clock),
                new Telling(approvals, waiters, events, clock),
                events,
                clock);
        String input = INPUT.formatted(required, onTimeout.name().toLowerCase(Locale.ROOT));
        approvals.update(Samples.ID, none -> Change.keep(Samples.opened(Samples.requested(input))));
        Model model = new Model(
                required,
                switch (onTimeout) {
                    case EXPIRE -> "EXPIRED";
                    case REJECT -> "REJECTED";
                    case FAIL -> "FAILED";
                });
        for (Step step : steps) {
            model.take(step);
            switch (step) {
                case BOB_YES -> vote(decisions, Samples.BOB, Decision.APPROVE);
                case BOB_YES_UNHEARD -> {
                    stepFunctions.faults.add(
                            SfnException.builder().message("down").build());
                    vote(decisions, Samples.BOB, Decision.APPROVE);
                    stepFunctions.faults.clear();
                }
                case BOB_NO -> vote(decisions, Samples.BOB, Decision.REJECT);
                case CAROL_YES -> vote(decisions, "carol@example.com", Decision.APPROVE);
                case LENA_YES -> vote(decisions, LENA, Decision.APPROVE);
                case LENA_NO -> vote(decisions, LENA, Decision.REJECT);
                case REMIND ->
                    approvals.update(
                            Samples.ID,
                            record -> Change.keep(record.orElseThrow().reminded(1)));
                case TIMEOUT ->
                    assertEquals(
                            model.end,
                            decisions
                                    .settle(Samples.ID, Samples.EXECUTION, Optional.empty(), Samples.json(input))
                                    .get("outcome")
                                    .getAsString(),
                            steps.toString());
            }
            Approval record = approvals.find(Samples.ID).orElseThrow();
            assertEquals(model.end, record.state().name(), steps.toString());
            assertEquals(
                    model.votes.keySet(),
                    record.votes().stream().map(Vote::approver).collect(Collectors.toSet()),
                    steps.toString());
        }
        List<String> told = stepFunctions.successes.stream()
                .map(sent -> JsonParser.parseString(sent.output())
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .toList();
        assertTrue(told.size() <= 1, "resumed once at most: " + steps);
        assertTrue(told.stream().allMatch(model.end::equals), "with the one outcome: " + steps);
        boolean heard = !steps.contains(Step.BOB_YES_UNHEARD) && !steps.contains(Step.TIMEOUT);
        assertTrue(!heard || told.size() == (model.end.equals("OPEN") ? 0 : 1), "and not lost: " + steps);
    }

    private static void vote(Decisions decisions, String who, Decision decision) {
        decisions.vote(new Ballot(
                Samples.ID,
                ChannelName.EMAIL,
                decision,
                "",
                "",
                Optional.empty(),
                record -> new Voter.Known(who, who)));
    }

    @ParameterizedTest
    @EnumSource(Request.OnTimeout.class)
    void everySequenceUpToFiveSteps(Request.OnTimeout onTimeout) {
        extend(onTimeout, new ArrayList<>(), onTimeout == Request.OnTimeout.EXPIRE ? 5 : 3);
    }

    private static void extend(Request.OnTimeout onTimeout, List<Step> steps, int left) {
        compare(2, onTimeout, steps);
        if (left > 0) {
            for (Step step : Step.values()) {
                steps.addLast(step);
                extend(onTimeout, steps, left - 1);
                steps.removeLast();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20260131, 987654321})
    void longOnesFromAGenerator(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            List<Step> steps = new ArrayList<>();
            for (int length = 6 + random.nextInt(20); length > 0; length--) {
                steps.add(Step.values()[random.nextInt(Step.values().length)]);
            }
            compare(1 + random.nextInt(3), Request.OnTimeout.values()[random.nextInt(3)], steps);
        }
    }

    @Test
    void theModelItselfKnowsTheRules() {
        Model model = new Model(2, "EXPIRED");
        List.of(Step.LENA_YES, Step.BOB_YES, Step.BOB_YES).forEach(model::take);
        assertEquals("OPEN", model.end);
        List.of(Step.REMIND, Step.LENA_YES).forEach(model::take);
        assertEquals("APPROVED", model.end);
    }
}
