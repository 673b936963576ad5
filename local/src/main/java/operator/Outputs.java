package operator;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the stack puts out. */
@Command(
        name = "outputs",
        description = "Print the stack's outputs, each as one line that a shell takes as a variable; or the value of"
                + " one of them.")
final class Outputs implements Callable<Integer> {

    @ParentCommand
    private Approvals approvals;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Print this one's value as it is.")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() {
        var stack = approvals.stack();
        if (name.isPresent()) {
            approvals.say(stack.output(name.get()));
        } else {
            stack.outputs()
                    .forEach((output, value) -> approvals.say(output + "='" + value.replace("'", "'\\''") + "'"));
        }
        return 0;
    }
}
