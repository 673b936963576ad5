package humanapproval.faults;

import humanapproval.fake.SteppingClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands before every service: records the calls of a story, lets its fault befall them, and others come between. */
final class Recorder {

    /** The calls that Step Functions makes for the workflow. */
    static final String WORKFLOW = "Workflow";

    private final SteppingClock clock;
    private final Optional<Fault> fault;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Map<Integer, Runnable> between = new HashMap<>();
    private Optional<Instant> began = Optional.empty();
    private int strikes;

    Recorder(SteppingClock clock, Optional<Fault> fault) {
        this.clock = clock;
        this.fault = fault;
    }

    /** The process that makes a call ends, as Lambda ends one: nothing of ours can catch it. */
    static final class ProcessEnded extends Error {

        private static final long serialVersionUID = 1;

        ProcessEnded() {
            super("The process ended.", null, false, false);
        }
    }

    /** What a service does, and how it looks when it doesn't. */
    interface Service<A> {

        A answer() throws Exception;

        A failing() throws Exception;

        A throttling() throws Exception;

        A silent() throws Exception;
    }

    /** Every call goes through here. */
    <A> A call(String service, String operation, Service<A> effect) throws Exception {
        Call call = new Call(service, operation, ordinals.merge(service + operation, 1, Integer::sum));
        int place = calls.size();
        calls.add(call);
        come(2 * place);
        A answer = strikes(call) ? befallen(fault.orElseThrow().kind(), effect) : effect.answer();
        come(2 * place + 1);
        return answer;
    }

    private <A> A befallen(Fault.Kind kind, Service<A> effect) throws Exception {
        return switch (kind) {
            case FAILS -> effect.failing();
            case IS_THROTTLED -> effect.throttling();
            case TIMES_OUT -> {
                clock.move(Fault.SILENCE);
                yield effect.silent();
            }
            case LOSES_ITS_ANSWER -> {
                effect.answer();
                clock.move(Fault.SILENCE);
                yield effect.silent();
            }
            case IS_MADE_TWICE -> {
                effect.answer();
                yield effect.answer();
            }
            case ENDS_BEFORE -> throw new ProcessEnded();
            case ENDS_AFTER -> {
                effect.answer();
                throw new ProcessEnded();
            }
        };
    }

    private boolean strikes(Call call) {
        boolean struck = fault.filter(any -> any.lasts()
                        ? any.at().isFollowedBy(call) && isDuringOutage()
                        : any.at().equals(call))
                .isPresent();
        if (struck) {
            strikes++;
            began = began.or(() -> Optional.of(clock.instant()));
        }
        return struck;
    }

    private boolean isDuringOutage() {
        return began.filter(at -> !clock.instant().isBefore(at.plus(Fault.OUTAGE)))
                .isEmpty();
    }

    /** Somebody comes between: before call number {@code place / 2} where it is even, else after it; once. */
    void between(int place, Runnable other) {
        between.put(place, other);
    }

    private void come(int place) {
        Runnable other = between.remove(place);
        if (other != null) {
            other.run();
        }
    }

    /** All calls so far. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How often the fault has struck. */
    int strikes() {
        return strikes;
    }

    /** When everything answers again; where nothing befell, since ever. */
    Instant healed() {
        return began.map(at -> fault.orElseThrow().lasts() ? at.plus(Fault.OUTAGE) : at)
                .orElse(Instant.MIN);
    }

    Optional<Fault> fault() {
        return fault;
    }
}
