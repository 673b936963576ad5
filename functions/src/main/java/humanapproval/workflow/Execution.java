package humanapproval.workflow;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** An execution, as people know it: its name and its page in the console. */
public record Execution(String arn) {

    // AWS Management Console's address for each partition that has a public one.
    private static final Map<String, String> CONSOLES = Map.of(
            "aws", "console.aws.amazon.com",
            "aws-cn", "console.amazonaws.cn",
            "aws-us-gov", "console.amazonaws-us-gov.com",
            "aws-eusc", "console.amazonaws-eusc.eu");

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
        String region = parts[3];
        try {
            return Optional.of(new URI(
                            "https",
                            region + "." + CONSOLES.get(parts[1]),
                            "/states/home",
                            "region=" + region,
                            "/v2/executions/details/" + arn)
                    .toASCIIString());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
