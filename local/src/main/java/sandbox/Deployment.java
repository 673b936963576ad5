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
    Stack start(Emulator emulator) {
        var progress = new Progress();
        progress.step("Building the functions (sam build)", this::build);
        progress.step("Waiting for the emulator", emulator::awaitReady);
        var stack = progress.step("Deploying the stack (sam deploy)", () -> deploy(Map.of()));
        fill(stack);
        return stack;
    }

    /** Builds the project as a user does; a second build of the same sources takes SAM's cached one. */
    private void build() {
        var folders = List.of(
                "--build-dir",
                folder.resolve("build").toString(),
                "--cache-dir",
                folder.resolve("cache").toString());
        sam("build", project.template(), "--cached", folders, Duration.ofMinutes(10));
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
                address.resolve(SlackApi.PATH).toString()));
        // Tests press faster than people do.
        parameters.put("Throttling", "wide");
        parameters.putAll(changed);
        var overrides = new ArrayList<>(List.of("--parameter-overrides"));
        parameters.forEach((name, value) -> overrides.add(name + "=" + value));
        var options = "--resolve-s3 --no-progressbar --no-confirm-changeset --no-fail-on-empty-changeset"
                + " --capabilities CAPABILITY_IAM --stack-name " + STACK;
        sam("deploy", folder.resolve("build/template.yaml"), options, overrides, Duration.ofMinutes(5));
        return Stack.of(account, STACK);
    }

    /** Runs a command of SAM's with options that are a word each, and more that may be anything. */
    private void sam(String command, Path template, String options, List<String> more, Duration limit) {
        var words = new ArrayList<>(List.of(project.sam().toString(), command, "--template-file", template.toString()));
        // What `sam deploy --guided` saved for the user's own account is not meant for this one.
        words.addAll(List.of("--config-env", "sandbox"));
        words.addAll(List.of(options.split(" ")));
        words.addAll(more);
        programs.run("sam " + command, words, folder.resolve(command + ".log"), limit);
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
