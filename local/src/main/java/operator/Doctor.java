package operator;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import operator.Finding.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says line by line what is right, what is wrong and what to do. */
@Command(
        name = "doctor",
        description = "Look at everything that has to be right, and say what to do about what is not.",
        footer = {
            "",
            "Exit code 0: all is right. 1: something is wrong. 2: nothing is known to be wrong, but"
                    + " something could not be looked at."
        })
final class Doctor implements Callable<Integer> {

    /** In the order in which a newcomer meets them. */
    static final List<Check> CHECKS = Stream.of(
                    StackChecks.FIRST,
                    AddressChecks.ALL,
                    SlackChecks.ALL,
                    CallbackChecks.ALL,
                    VersionChecks.ALL,
                    StackChecks.LAST)
            .flatMap(List::stream)
            .toList();

    @ParentCommand
    private Approvals approvals;

    @Override
    public Integer call() {
        return look(CHECKS, approvals.stack(), approvals.terminal());
    }

    static int look(List<Check> checks, Deployed stack, Terminal terminal) {
        var found = checks.stream()
                .flatMap(check -> check.run(stack).stream()
                        .peek(finding -> terminal.say(finding.line(check.name())))
                        .map(Finding::verdict))
                .toList();
        var wrong = found.stream().filter(Verdict.WRONG::equals).count();
        var unknown = found.stream().filter(Verdict.UNKNOWN::equals).count();
        terminal.say("");
        terminal.say(
                wrong > 0
                        ? wrong + (wrong == 1 ? " thing is" : " things are") + " wrong."
                        : unknown > 0
                                ? "Nothing is known to be wrong, but " + unknown + " could not be looked at."
                                : "All is right.");
        return wrong > 0 ? 1 : unknown > 0 ? 2 : 0;
    }
}
