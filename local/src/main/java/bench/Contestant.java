package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is measured.
 *
 * @param command starts it for on-demand functions; {@code null} arguments are none
 * @param snapStart starts it as Lambda does for SnapStart, where the hooks run; empty where there is none
 * @param folder what is deployed of it
 * @param event the event that it gets, fresh each time
 * @param warmRuns how often it is invoked to be measured warm
 * @param untilMail whether what people wait for is the mail, as the answer is held back on purpose (MailPace)
 */
record Contestant(
        String name,
        List<String> command,
        List<String> snapStart,
        Path folder,
        Supplier<String> event,
        Runnable reset,
        int warmRuns,
        boolean untilMail) {

    // Lambda Developer Guide, Customize Java runtime startup behavior: C1 alone, except with SnapStart on java25.
    private static final List<String> ON_DEMAND = List.of("-XX:TieredStopAtLevel=1");
    private static final int MEMORY = 1024;

    /** A Java function in Lambda's own runtime client. */
    static Contestant java(
            String name,
            String handler,
            Path folder,
            Path runtimeClient,
            Supplier<String> event,
            Runnable reset,
            int warmRuns,
            boolean untilMail) {
        var snapStart = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + MEMORY * 85 / 100 + "m",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder + ":" + jars(folder.resolve("lib")) + ":" + jars(runtimeClient),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                handler));
        var command = new ArrayList<>(snapStart);
        command.addAll(1, ON_DEMAND);
        return new Contestant(name, command, snapStart, folder, event, reset, warmRuns, untilMail);
    }

    /** In alphabetical order, as Lambda loads them. */
    private static String jars(Path folder) {
        return Stream.of(folder.toFile().list())
                .sorted()
                .map(name -> folder + "/" + name)
                .collect(Collectors.joining(":"));
    }

    /** Starts it on demand; {@code options} are more of Java's. */
    Process start(RuntimeApi api, AwsStub aws, String... options) throws IOException {
        var line = new ArrayList<>(command);
        line.addAll(1, List.of(options));
        return start(line, "on-demand", api, aws);
    }

    /** Starts it so that its hooks run. */
    Process startPrimed(RuntimeApi api, AwsStub aws) throws IOException {
        return start(snapStart, "snap-start", api, aws);
    }

    private Process start(List<String> line, String type, RuntimeApi api, AwsStub aws) throws IOException {
        var process =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        var environment = process.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
        environment.putAll(variables(type, api, aws));
        return process.start();
    }

    private static Map<String, String> variables(String type, RuntimeApi api, AwsStub aws) {
        var variables = new HashMap<>(Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                api.address(),
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                type,
                "AWS_LAMBDA_FUNCTION_NAME",
                "bench",
                "AWS_LAMBDA_FUNCTION_VERSION",
                "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                String.valueOf(MEMORY),
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "bench",
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "bench"));
        variables.putAll(Map.of(
                "AWS_ENDPOINT_URL",
                aws.address().toString(),
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_SESSION_TOKEN",
                "test"));
        variables.putAll(Map.of(
                "APPROVAL_BUS",
                "bench",
                "APPROVAL_TABLE",
                "bench",
                "APPROVAL_TOPIC",
                "arn:aws:sns:us-east-1:123456789012:bench",
                "SLACK_SIGNING_SECRET",
                "bench",
                "SLACK_BOT_TOKEN",
                "bench",
                "EMAIL_QUEUE",
                "queue",
                "SLACK_QUEUE",
                aws.address() + "/queue"));
        return variables;
    }

    /** The size of what is deployed, in bytes. */
    long size() {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
