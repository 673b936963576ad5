package operator;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What concerns the stack as a whole. */
record StackChecks(Deployed stack) {

    /** What pages and votes take at one instant where Throttling is wide, and what is left to settle and deliver. */
    private static final int WIDE = 410;

    private static final int TIGHT = 10;

    /** What a newcomer meets first. */
    List<Check> first() {
        return List.of(Check.of("Credentials", this::credentials), new Check("Stack", this::complete));
    }

    /** What matters once it is in use. */
    List<Check> last() {
        return List.of(
                new Check("Dead letters", this::deadLetters),
                new Check("Alarms", this::alarms),
                Check.of("Concurrency", this::concurrency),
                Check.of("Time zone", this::timeZone));
    }

    private Finding credentials() {
        var aws = stack.aws();
        var account = stack.client(StsClient.builder()).getCallerIdentity().account();
        return Finding.right("account " + account + " in " + aws.region()
                + aws.elsewhere()
                        .map(url -> ", emulated at " + url + " (AWS_ENDPOINT_URL)")
                        .orElse(""));
    }

    private List<Finding> complete() {
        var findings = new ArrayList<Finding>();
        findings.add(
                stack.status().matches("(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE")
                        ? Finding.right(stack.name() + " is complete, release " + stack.output("Version"))
                        : Finding.wrong(
                                stack.name() + " is " + stack.status(),
                                "wait for it, or read its events in the CloudFormation console; then sam deploy"));
        stack.resources().stream()
                .filter(each -> !each.resourceStatusAsString().endsWith("_COMPLETE"))
                .map(each -> Finding.wrong(
                        each.logicalResourceId() + " is " + each.resourceStatusAsString(),
                        "its event in the CloudFormation console says why; then sam deploy"))
                .forEach(findings::add);
        return findings;
    }

    private List<Finding> deadLetters() {
        var queues = new Queues(stack);
        var findings = new ArrayList<Finding>();
        for (var queue : queues.deadLetters()) {
            var messages = queues.messages(queue);
            if (messages > 0) {
                var id = queue.logicalResourceId();
                var redrive = "Redrive" + id.replace("DeadLetterQueue", "");
                findings.add(Finding.wrong(
                        id + " holds " + messages + (messages == 1 ? " message" : " messages"),
                        "the function's log says why (sam logs --stack-name " + stack.name() + "); mend it, then "
                                + (stack.outputs().containsKey(redrive)
                                        ? "eval \"$(./approvals outputs " + redrive + ")\""
                                        : "send them once more as README has it (When something is stuck)")));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.right("all queues of what could not be delivered are empty"))
                : findings;
    }

    private List<Finding> alarms() {
        if (stack.isEmulated()) {
            return List.of(Finding.skipped("the emulator's alarms never ring"));
        }
        var names = stack.resources("AWS::CloudWatch::Alarm").stream()
                .map(StackResourceSummary::physicalResourceId)
                .toList();
        var there = stack.client(CloudWatchClient.builder()).describeAlarms(describe -> describe.alarmNames(names));
        return alarms(names.size(), there.metricAlarms());
    }

    /** What {@code there} says, of as many as there should be. */
    static List<Finding> alarms(int expected, List<MetricAlarm> there) {
        var findings = new ArrayList<Finding>();
        if (there.size() < expected) {
            findings.add(Finding.wrong((expected - there.size()) + " of the stack's alarms are gone", "sam deploy"));
        }
        there.stream()
                .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
                .map(alarm -> Finding.wrong(
                        "rings: " + alarm.alarmDescription() + " (" + alarm.alarmName() + ")",
                        "README, When something is stuck, says what it means"))
                .forEach(findings::add);
        return findings.isEmpty() ? List.of(Finding.right("all " + expected + " are quiet")) : findings;
    }

    private Finding concurrency() {
        if (stack.isEmulated()) {
            return Finding.skipped("the emulator has no quotas");
        }
        var account = stack.client(LambdaClient.builder()).getAccountSettings(get -> {});
        return concurrency(
                stack.parameter("Throttling").equals("wide"),
                account.accountLimit().unreservedConcurrentExecutions());
    }

    static Finding concurrency(boolean wide, int free) {
        return Finding.of(
                free >= (wide ? WIDE : TIGHT),
                free + " functions may run at once",
                "only " + free + " functions may run at once, which Throttling=" + (wide ? "wide" : "tight")
                        + " can use up",
                wide
                        ? "deploy with Throttling=tight, or ask for more: Service Quotas, AWS Lambda, Concurrent"
                                + " executions"
                        : "ask for more: Service Quotas, AWS Lambda, Concurrent executions");
    }

    private Finding timeZone() {
        var zone = stack.parameter("TimeZone");
        return Finding.of(
                ZoneId.getAvailableZoneIds().contains(zone),
                "mails and pages show the time of " + zone,
                zone + " is no time zone, so mails and pages show UTC",
                "sam deploy --guided with a TimeZone like Europe/Berlin");
    }
}
