package sandbox;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The project's own template, built and deployed into an emulator on this machine, with an inbox for its mails and one
 * address that stands for a custom domain. Only the loopback interface is used, no AWS account is touched, and nothing
 * that was started outlives {@link #close()} or the virtual machine.
 *
 * @param door serves something of one's own at the sandbox's address
 * @param inbox the mails that the stack has delivered
 * @param slack the Slack look-alike
 * @param slackPress somebody who presses buttons there
 * @param executions the runs of the stack's state machine
 */
public record Sandbox(
        FrontDoor door,
        Programs programs,
        Emulator emulator,
        Deployment deployment,
        Stack stack,
        Inbox inbox,
        SlackWorkspace slack,
        SlackPress slackPress,
        Executions executions)
        implements AutoCloseable {
    /** The address that the stack is deployed with. */
    public static final String APPROVER = "approver@example.com";

    /** A sandbox at any free ports; those of the same name share their build and take turns. */
    public static Sandbox start(String name) {
        return start(name, 0);
    }

    /** A sandbox whose address is at this port and whose emulator is at the next one. */
    public static Sandbox start(int port) {
        return start(String.valueOf(port), port);
    }

    private static Sandbox start(String name, int port) {
        var project = Project.here();
        var folder = project.runFolder(name);
        FrontDoor door = null;
        Programs programs = null;
        try {
            door = FrontDoor.open(port);
            if (port != 0) {
                door.serve("/", Sandbox::sayThatItStarts);
            }
            var inbox = new Inbox();
            door.serve("/inbox", inbox::receive);
            var slack = new SlackWorkspace();
            var slackApi = new SlackApi(slack, Clock.systemUTC());
            door.serve(SlackApi.PATH, slackApi::call);
            door.serve(SlackApi.RESPONSES, slackApi::respond);
            var emulatorPort = port == 0 ? freePort() : port + 1;
            var account = new Account(URI.create("http://127.0.0.1:" + emulatorPort));
            programs = new Programs(project.root(), account.environment());
            Files.createDirectories(folder);
            var emulator = Emulator.start(
                    programs, project, emulatorPort, door.address().resolve("/inbox"), folder);
            var deployment = new Deployment(programs, project, folder, account, door.address());
            var stack = deployment.start(emulator);
            door.serve("/approvals/", new ApiForwarder(stack.api()));
            door.serve("/slack/interactions", new ApiForwarder(stack.api()));
            slack.install(SlackManifest.scopes(stack.output("SlackAppLink")));
            var commands = folder.resolve("env");
            Files.writeString(commands, account.shellCommands());
            commands.toFile().deleteOnExit();
            return new Sandbox(
                    door,
                    programs,
                    emulator,
                    deployment,
                    stack,
                    inbox,
                    slack,
                    new SlackPress(slack, slackApi, door.address()),
                    new Executions(account.client(SfnClient.builder()), stack.output("StateMachineHumanApprovalArn")));
        } catch (IOException | RuntimeException e) {
            if (programs != null) {
                programs.close();
            }
            if (door != null) {
                door.close();
            }
            throw e instanceof RuntimeException known ? known : new SandboxException(e.getMessage(), e);
        }
    }

    /** For who opens the address too early; the page comes by itself. */
    private static void sayThatItStarts(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Refresh", "2");
        FrontDoor.send(exchange, 503, "text/plain", "Starting. This takes about a minute.\n");
    }

    /** Where the approval pages are, like {@code http://127.0.0.1:8080}. */
    public URI address() {
        return door.address();
    }

    /** One of the stack's outputs. */
    public String output(String name) {
        return stack.output(name);
    }

    /** The account that the stack is deployed to. */
    public Account account() {
        return deployment.account();
    }

    public String stackName() {
        return Deployment.STACK;
    }

    /** What the emulator and the functions have printed so far. */
    public Path log() {
        return emulator.log();
    }

    /** Adds an approver as the README tells users to: a subscription that gets only mails to this address. */
    public void addApprover(String email) {
        var policy = new Gson().toJson(Map.of("approver", List.of(email)));
        try (var sns = account().client(SnsClient.builder())) {
            sns.subscribe(request -> request.topicArn(output("ApprovalTopicArn"))
                    .protocol("email")
                    .endpoint(email)
                    .attributes(Map.of("FilterPolicy", policy)));
        }
    }

    /**
     * Deploys what was built once more, as somebody does who changes some parameters; without any all are as before.
     */
    void redeploy(Map<String, String> changed) {
        deployment.deploy(changed);
    }

    /** Returns when the emulator has ended, which it does only if something is wrong. */
    void awaitEnd() {
        emulator.process().onExit().join();
    }

    @Override
    public void close() {
        programs.close();
        door.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
