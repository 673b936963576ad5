package humanapproval.faults;

import humanapproval.approval.Approval;
import humanapproval.callback.CallbackProcess;
import humanapproval.email.EmailProcess;
import humanapproval.fake.FakeSecret;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.FakeSns;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.faults.Person.Named;
import humanapproval.slack.SlackPress;
import humanapproval.slack.SlackProcess;
import humanapproval.store.Approvals;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The three functions, what they call, who calls them, and the time, in one process: what happens is what is due next.
 */
final class World {

    static final Named BOB = new Named("bob@example.com", "U0000000B0B");
    static final Named CAROL = new Named("carol@example.com", "U00000CAR0L");
    static final Named DAVE = new Named("dave@example.com", "U000000DAVE");
    /** Not in Slack's channel. */
    static final Named ERIN = new Named("erin@example.com", "U000000ER1N");
    /** In the workspace, but named nowhere. */
    static final Named MALLORY = new Named("mallory@example.com", "U000MALL0RY");

    static final String SIGNING_SECRET = "SigningSecret";

    private static final Duration WAIT = Duration.ofMinutes(20);
    /** The sweep closes what nobody settled 15 minutes after its deadline. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(26);

    private static final PrintStream LOG = new PrintStream(OutputStream.nullOutputStream());

    final Scenario scenario;
    final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final FakeTable table = new FakeTable();
    private final FakeSns sns = new FakeSns();
    private final FakeSlack slack = new FakeSlack();
    private final Approvals approvals = new Approvals(table, "table", clock);
    final Recorder recorder;
    final Bus bus = new Bus(clock);
    private final LambdaFunction callback;
    final Queue emailQueue;
    final Queue slackQueue;
    final Schedule schedule;
    final Execution execution;
    private final Reminders reminders;
    final Watch watch;
    private final List<Part> parts = new ArrayList<>();
    final Door door;
    private Object recordOf;
    private Optional<Approval> record = Optional.empty();
    private int screenOf;
    private SlackScreen screen = new SlackScreen(slack);

    World(Scenario scenario, Optional<Fault> fault) {
        this.scenario = scenario;
        recorder = new Recorder(clock, fault);
        watch = new Watch(this);
        FakeSecret token = new FakeSecret();
        token.value = "xoxb-1";
        FakeSecret signing = new FakeSecret();
        signing.value = SlackPress.SECRET;
        for (Named person : List.of(BOB, CAROL, DAVE, ERIN, MALLORY)) {
            // A list of many subscriptions is a call for each, which fails as the first one does.
            if (scenario.request.contains(person.email())) {
                sns.approver(person.email());
            }
            slack.userByEmail.put(person.email(), person.slackUser());
        }
        slack.outside.add(ERIN.slackUser());
        Wire wire = new Wire(recorder);
        DynamoDbClient wiredTable = wire.to(DynamoDbClient.class, table);
        EventBridgeClient wiredBus = wire.to(EventBridgeClient.class, bus);
        // The functions are made when they are first called; the execution calls one of them itself.
        SfnClient[] states = new SfnClient[1];
        FakeSqs emailSqs = new FakeSqs();
        FakeSqs slackSqs = new FakeSqs();
        callback = new LambdaFunction(
                () -> CallbackProcess.start(
                        wiredTable,
                        states[0],
                        wiredBus,
                        wire.to(SecretsManagerClient.class, signing, SIGNING_SECRET),
                        clock,
                        LOG),
                watch::look);
        LambdaFunction emailChannel = new LambdaFunction(
                () -> EmailProcess.start(
                        wiredTable,
                        wire.to(SnsClient.class, sns),
                        states[0],
                        wiredBus,
                        wire.to(SqsClient.class, emailSqs),
                        clock,
                        LOG),
                watch::look);
        LambdaFunction slackChannel = new LambdaFunction(
                () -> SlackProcess.start(
                        wiredTable,
                        states[0],
                        wiredBus,
                        wire.to(SqsClient.class, slackSqs),
                        wire.to(SecretsManagerClient.class, token, "BotToken"),
                        wire.toSlack(slack),
                        () -> 0L,
                        clock,
                        LOG),
                watch::look);
        door = new Door(this, callback);
        emailQueue = new Queue(emailChannel, emailSqs, 5, clock);
        slackQueue = new Queue(slackChannel, slackSqs, 1, clock);
        schedule = new Schedule(callback, clock);
        execution = new Execution(
                Samples.json(scenario.request),
                scenario.isOwnWait(),
                clock.instant().plus(WAIT),
                callback,
                bus,
                recorder,
                clock);
        states[0] = wire.to(SfnClient.class, new Tokens(execution));
        reminders = new Reminders(bus, table, clock);
        Rules.of(bus, emailQueue, slackQueue, schedule, reminders);
        parts.addAll(List.of(execution, emailQueue, slackQueue, schedule, reminders));
        scenario.cast(this);
    }

    void person(Person person) {
        parts.add(person);
    }

    /** Somebody stops the execution that long after its start. */
    void stops(Duration after) {
        parts.add(new Once(clock.instant().plus(after), this::stop));
    }

    void stop() {
        if (!execution.isOver()) {
            execution.stop();
            schedule.send(Samples.event("ApprovalCallback-stopped.json"));
        }
    }

    /** Lets happen what happens, long past the deadline. */
    World goOn() {
        Instant end = execution.deadline().plus(AFTERWARDS);
        Optional<Part> first = first(end);
        while (first.isPresent()) {
            act(first.get());
            first = first(end);
        }
        return this;
    }

    /** Lets it act when it is time for it, if ever. */
    void act(Part part) {
        part.next().ifPresent(at -> {
            if (at.isAfter(clock.instant())) {
                clock.move(Duration.between(clock.instant(), at));
            }
            part.act();
        });
    }

    private Optional<Part> first(Instant end) {
        return parts.stream()
                .filter(part -> part.next().filter(at -> !at.isAfter(end)).isPresent())
                .min(Comparator.comparing(part -> part.next().orElseThrow()));
    }

    /** It is time to remind those who have not answered. */
    void remind() {
        reminders.act();
        act(emailQueue);
        act(slackQueue);
    }

    /** The record as it is now. */
    Optional<Approval> record() {
        Object item = table.items.get(Samples.ID);
        if (item != recordOf) {
            record = approvals.find(Samples.ID);
            recordOf = item;
        }
        return record;
    }

    List<PublishRequest> mails() {
        return sns.published;
    }

    SlackScreen slackScreen() {
        if (screenOf != slack.calls.size()) {
            screen = new SlackScreen(slack);
            screenOf = slack.calls.size();
        }
        return screen;
    }
}
