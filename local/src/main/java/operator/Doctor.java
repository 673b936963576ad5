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

    @ParentCommand
    private Approvals approvals;

    @Override
    public Integer call() {
        return look(approvals.stack(), approvals.terminal());
    }

    static int look(Deployed stack, Terminal terminal) {
        // In the order in which a newcomer meets them.
        var checks = Stream.of(
                new StackChecks(stack).first(),
                new AddressChecks(stack).all(),
                new SlackChecks(stack).all(),
                new CallbackChecks(stack).all(),
                new VersionChecks(stack).all(),
                new StackChecks(stack).last());
        var found = checks.flatMap(List::stream)
                .flatMap(check -> check.run().stream().peek(finding -> terminal.say(finding.line(check.name()))))
                .toList();
        var wrong = Finding.count(found, Verdict.WRONG);
        var unknown = Finding.count(found, Verdict.UNKNOWN);
        terminal.say("");
        terminal.say(
                wrong > 0
                        ? wrong + (wrong == 1 ? " thing is" : " things are") + " wrong."
                        : unknown > 0
                                ? "Nothing is known to be wrong, but " + unknown + " could not be looked at."
                                : "All is right.");
        return Finding.exitCode(found);
    }
}
