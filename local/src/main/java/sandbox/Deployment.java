package sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * How the template comes into the emulator: built once, deployed with the sandbox's own parameters.
 *
 * @param address what stands for a custom domain, and for Slack
 */
record Deployment(Programs programs, Project project, Path folder, Account account, URI address) {
    static final String STACK = "human-approval";

    /** Builds the functions, deploys them as soon as the emulator is ready, and fills in the secrets. */
    Stack start(Progress progress, Emulator emulator) {
        progress.step("Building the functions (sam build)", this::build);
        progress.step("Waiting for the emulator", emulator::awaitReady);
        var stack = progress.step("Deploying the stack (sam deploy)", () -> deploy(Map.of()));
        fill(stack);
        return stack;
    }

    /** Builds the project as a user does; a second build of the same sources takes SAM's cached one. */
    private void build() {
        sam(
                Duration.ofMinutes(10),
                "build",
                "--template-file",
                project.template().toString(),
                "--build-dir",
                folder.resolve("build").toString(),
                "--cached",
                "--cache-dir",
                folder.resolve("cache").toString());
    }

    /** Deploys what was built, with {@code changed} in place of some parameters. */
    Stack deploy(Map<String, String> changed) {
        var parameters = new HashMap<>(Map.of(
                "ApproverEmail",
                Sandbox.APPROVER,
                "PublicUrl",
                address.toString(),
                "SlackChannelId",
                SlackWorkspace.CHANNEL,
                "SlackApiUrl",
                address.resolve(SlackApi.PATH).toString(),
                // Tests press faster than people do.
                "Throttling",
                "wide"));
        parameters.putAll(changed);
        var command = new ArrayList<>(List.of(
                "deploy",
                "--template-file",
                folder.resolve("build/template.yaml").toString(),
                "--stack-name",
                STACK,
                "--resolve-s3",
                "--no-progressbar",
                "--no-confirm-changeset",
                "--no-fail-on-empty-changeset",
                "--capabilities",
                "CAPABILITY_IAM",
                "--parameter-overrides"));
        parameters.forEach((name, value) -> command.add(name + "=" + value));
        sam(Duration.ofMinutes(5), command.toArray(String[]::new));
        return Stack.of(account, STACK);
    }

    private void sam(Duration limit, String... arguments) {
        var command = new ArrayList<>(List.of(project.sam().toString(), arguments[0]));
        // What `sam deploy --guided` saved for the user's own account is not meant for this one.
        command.addAll(List.of("--config-env", "sandbox"));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        programs.run("sam " + arguments[0], command, folder.resolve(arguments[0] + ".log"), limit);
    }

    /** What the README's Slack set-up asks the user to do once. */
    private void fill(Stack stack) {
        try (var secrets = account.client(SecretsManagerClient.builder())) {
            secrets.putSecretValue(
                    put -> put.secretId(stack.output("SlackBotTokenArn")).secretString(SlackWorkspace.BOT_TOKEN));
            secrets.putSecretValue(put ->
                    put.secretId(stack.output("SlackSigningSecretArn")).secretString(SlackWorkspace.SIGNING_SECRET));
        }
    }
}
