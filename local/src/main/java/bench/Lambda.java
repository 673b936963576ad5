package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts contestants as Lambda does.
 *
 * @param aws what they call
 */
record Lambda(AwsStub aws) {
    private static final int MEMORY = 1024;

    /** Starts it on demand; {@code options} are more of Java's. */
    RuntimeApi start(Contestant contestant, String... options) throws IOException {
        if (!contestant.isJava()) {
            var program = contestant.folder().resolve(contestant.handler());
            return start(List.of("node", program.toString()), "on-demand");
        }
        var command = java(contestant);
        command.addAll(1, List.of(options));
        // Lambda Developer Guide, Customize Java runtime startup behavior: C1 alone, except with SnapStart on java25.
        command.add(1, "-XX:TieredStopAtLevel=1");
        return start(command, "on-demand");
    }

    /** Starts it as for SnapStart, where the hooks run. */
    RuntimeApi startPrimed(Contestant contestant) throws IOException {
        return start(java(contestant), "snap-start");
    }

    private List<String> java(Contestant contestant) {
        var folder = contestant.folder();
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + MEMORY * 85 / 100 + "m",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder + ":" + jars(folder.resolve("lib")) + ":" + jars(Path.of("local/target/runtime-client")),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                contestant.handler()));
    }

    /** In alphabetical order, as Lambda loads them. */
    private static String jars(Path folder) {
        return Stream.of(folder.toFile().list())
                .sorted()
                .map(name -> folder + "/" + name)
                .collect(Collectors.joining(":"));
    }

    private RuntimeApi start(List<String> command, String type) throws IOException {
        var process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        var environment = process.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
        environment.putAll(Map.of(
                "AWS_LAMBDA_INITIALIZATION_TYPE", type,
                "AWS_LAMBDA_FUNCTION_NAME", "bench",
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(MEMORY),
                "AWS_LAMBDA_LOG_GROUP_NAME", "bench",
                "AWS_LAMBDA_LOG_STREAM_NAME", "bench",
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_SESSION_TOKEN", "test"));
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", aws.address().toString(),
                "APPROVAL_BUS", "bench",
                "APPROVAL_TABLE", "bench",
                "APPROVAL_TOPIC", "arn:aws:sns:us-east-1:123456789012:bench",
                "SLACK_SIGNING_SECRET", "bench",
                "SLACK_BOT_TOKEN", "bench",
                "EMAIL_QUEUE", "queue",
                "SLACK_QUEUE", aws.address() + "/queue"));
        return new RuntimeApi(process);
    }
}
