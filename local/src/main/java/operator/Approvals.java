package operator;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code ./approvals}: one tool for whoever operates a stack. */
@Command(
        name = "./approvals",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Doctor.class, Open.class, Approvers.class, Outputs.class, Verify.class},
        description = "Looks after a stack of human approvals, with your own AWS credentials. In the playground:"
                + " eval \"$(make -s local-env)\" first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is right, or done",
            "1:something is wrong",
            "2:it can't work: bad input, no stack, no credentials, no permission; nothing was changed"
        })
public final class Approvals {

    private static final String USUAL_STACK = "human-approval";

    private final Terminal terminal;
    private final Function<Optional<String>, Aws> account;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this.")
    private boolean help;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            scope = ScopeType.INHERIT,
            description = "Where the stack is (default: your shell's region).")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:STACK_NAME}",
            description = "The stack's name (default: $STACK_NAME, else " + USUAL_STACK + ").")
    private String stackName = "";

    Approvals(Terminal terminal, Function<Optional<String>, Aws> account) {
        this.terminal = terminal;
        this.account = account;
    }

    static void main(String[] arguments) {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(out, err, in, Clock.systemUTC(), Duration.ofSeconds(2));
        System.exit(new Approvals(terminal, region -> new Aws(region, System.getenv())).run(arguments));
    }

    /** Runs a command; its exit code. */
    int run(String... arguments) {
        return new CommandLine(this)
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, given) -> refuse(e.getMessage() + " (./approvals --help)"))
                .setExecutionExceptionHandler((e, command, parsed) -> switch (e) {
                    case CannotException cannot -> refuse(cannot.getMessage());
                    case SdkException aws -> refuse(Trouble.sentence(aws));
                    default -> throw e;
                })
                .execute(arguments);
    }

    private int refuse(String sentence) {
        terminal.err().println(sentence);
        return 2;
    }

    Terminal terminal() {
        return terminal;
    }

    void say(String line) {
        terminal.say(line);
    }

    /** The stack that the options name. */
    Deployed stack() {
        // Whoever runs this below make has a STACK_NAME that is empty, and no name means every stack.
        var name = stackName == null || stackName.isBlank() ? USUAL_STACK : stackName;
        return Deployed.find(account.apply(region), name);
    }
}
