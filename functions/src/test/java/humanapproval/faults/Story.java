package humanapproval.faults;

import humanapproval.approval.Approval;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.events.ApprovalEvent;
import humanapproval.faults.Door.Answered;
import humanapproval.faults.Person.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of a story, for the promises. */
final class Story {

    private final World world;
    private final List<State> ends = new ArrayList<>();
    private Optional<Approval> record = Optional.empty();
    private final Map<String, Instant> arrivals = new HashMap<>();

    Story(World world) {
        this.world = world;
    }

    /** Remembers how it stands. */
    void goesOn() {
        record = world.record();
        record.map(Approval::state)
                .filter(state -> state != State.OPEN && (ends.isEmpty() || ends.getLast() != state))
                .ifPresent(ends::add);
        Instant now = world.clock.instant();
        world.mails().forEach(mail -> arrivals.putIfAbsent(Door.to(mail), now));
        world.slackScreen().messages().forEach(message -> arrivals.putIfAbsent(message.channel(), now));
    }

    Optional<Approval> record() {
        return record;
    }

    /** The state of the record; failed where nothing was recorded. */
    State state() {
        return record.map(Approval::state).orElse(State.FAILED);
    }

    List<Vote> votes() {
        return record.map(Approval::votes).orElse(List.of());
    }

    int required() {
        return record.map(Approval::requiredApprovals).orElse(1);
    }

    /** How the record ended, as it was seen: each state once. */
    List<State> ends() {
        return ends;
    }

    /** Whether it is one of these. */
    boolean is(Scenario... scenarios) {
        return List.of(scenarios).contains(world.scenario);
    }

    Stream<Answered> answers() {
        return world.door.answers().stream();
    }

    /** Votes of which their people were told that they count. */
    Stream<Answered> acknowledged() {
        return answers()
                .filter(answer -> answer.decision().isPresent() && answer.status() == 200)
                .filter(answer -> answer.way() == Way.MAIL || answer.counts());
    }

    /** What the workflow goes on with. */
    Optional<String> outcome() {
        return world.execution.outcome().map(end -> end.get("outcome").getAsString());
    }

    boolean wasStopped() {
        return world.execution.wasStopped();
    }

    Instant deadline() {
        return world.execution.deadline();
    }

    /** Whether the workflow waited longer than that after {@code time}, or after everything answered again. */
    boolean waitedAfter(Instant time, Duration longest) {
        Instant healed = world.recorder.healed();
        Instant latest = (healed.isAfter(time) ? healed : time).plus(longest);
        return world.execution.answeredAt().filter(at -> at.isAfter(latest)).isPresent();
    }

    /** Whether everything answered only when it was too late to ask. */
    boolean wasTooLateToAsk() {
        return world.recorder.healed().isAfter(deadline().minus(Duration.ofMinutes(4)));
    }

    /** What befalls it. */
    Optional<Fault> fault() {
        return world.recorder.fault();
    }

    /** Whether something may have been done that nobody knows of. */
    boolean leavesDoubt() {
        return fault().filter(Fault::leavesDoubt).isPresent();
    }

    /** How often people were to be mailed. */
    int rounds() {
        return 1 + world.bus.details(ApprovalEvent.REMINDER_DUE).size();
    }

    /** When it came to whom it came, and to where. */
    Collection<Instant> arrivals() {
        return arrivals.values();
    }
}
