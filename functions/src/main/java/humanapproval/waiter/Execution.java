package humanapproval.waiter;

import humanapproval.text.VisibleText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An execution, as people know it: its name and its page in the console. */
public record Execution(String arn) {

    // AWS Management Console's address for each partition that has a public one.
    private static final Map<String, String> CONSOLES = Map.of(
            "aws", "console.aws.amazon.com",
            "aws-cn", "console.amazonaws.cn",
            "aws-us-gov", "console.amazonaws-us-gov.com",
            "aws-eusc", "console.amazonaws-eusc.eu");

    private static final Pattern EXECUTION =
            Pattern.compile("(arn:[a-z0-9-]+:states):[a-z0-9-]+:(\\d+):execution:([^:\\s]+):([^:\\s]+)");

    /** The workflow that an input names as its caller, as text and with its page where it is one of this account. */
    public record Caller(String name, Optional<String> consoleLink) {}

    /** What the input says of the execution that started this one: nobody has checked it. */
    public Caller startedBy(String said) {
        Matcher caller = EXECUTION.matcher(said);
        if (!caller.matches()) {
            return new Caller(VisibleText.name(said), Optional.empty());
        }
        Matcher own = EXECUTION.matcher(arn);
        boolean sameAccount = own.matches()
                && own.group(1).equals(caller.group(1))
                && own.group(2).equals(caller.group(2));
        String name = VisibleText.name(caller.group(3) + ":" + caller.group(4));
        return new Caller(name, sameAccount ? new Execution(said).consoleLink() : Optional.empty());
    }

    /** The last part of the ARN. */
    public String name() {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** The execution's page; none in a partition whose console has no public address. */
    public Optional<String> consoleLink() {
        String[] parts = arn.split(":", 7);
        if (parts.length < 7 || !CONSOLES.containsKey(parts[1]) || !parts[3].matches("[a-z0-9-]+")) {
            return Optional.empty();
        }
        String host = parts[3] + "." + CONSOLES.get(parts[1]);
        try {
            URI page = new URI("https", host, "/states/home", "region=" + parts[3], "/v2/executions/details/" + arn);
            return Optional.of(page.toASCIIString());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
