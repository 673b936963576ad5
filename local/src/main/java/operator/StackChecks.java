package operator;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What concerns the stack as a whole. */
final class StackChecks {

    /** What a newcomer meets first. */
    static final List<Check> FIRST = List.of(
            new Check("Credentials", "Whose account is it?", StackChecks::credentials),
            new Check("Stack", "Is the stack there and complete?", StackChecks::complete));

    /** What matters once it is in use. */
    static final List<Check> LAST = List.of(
            new Check("Dead letters", "Was everything delivered?", StackChecks::deadLetters),
            new Check("Alarms", "Are the alarms quiet?", StackChecks::alarms),
            new Check("Concurrency", "May enough functions run at once?", StackChecks::concurrency),
            new Check("Time zone", "Is the time zone known?", StackChecks::timeZone));

    /** What pages and votes take at one instant where Throttling is wide, and what is left to settle and deliver. */
    private static final int WIDE = 410;

    private static final int TIGHT = 10;

    private StackChecks() {}

    private static List<Finding> credentials(Deployed stack) {
        var aws = stack.aws();
        return List.of(Finding.right("account " + aws.sts().getCallerIdentity().account() + " in " + aws.region()
                + aws.elsewhere()
                        .map(url -> ", emulated at " + url + " (AWS_ENDPOINT_URL)")
                        .orElse("")));
    }

    private static List<Finding> complete(Deployed stack) {
        var findings = new ArrayList<Finding>();
        findings.add(
                stack.status().matches("(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE")
                        ? Finding.right(stack.name() + " is complete, release " + stack.output("Version"))
                        : Finding.wrong(
                                stack.name() + " is " + stack.status(),
                                "wait for it, or read its events in the CloudFormation console; then sam deploy"));
        stack.resources().stream()
                .filter(each -> !each.resourceStatusAsString().endsWith("_COMPLETE"))
                .map(StackChecks::incomplete)
                .forEach(findings::add);
        return findings;
    }

    private static Finding incomplete(StackResourceSummary resource) {
        return Finding.wrong(
                resource.logicalResourceId() + " is " + resource.resourceStatusAsString(),
                "its event in the CloudFormation console says why; then sam deploy");
    }

    /** Those that hold what could not be delivered. */
    static List<StackResourceSummary> deadLetterQueues(Deployed stack) {
        return stack.resources("AWS::SQS::Queue").stream()
                .filter(queue -> queue.logicalResourceId().matches(".*DeadLetter.*|Undelivered.*"))
                .toList();
    }

    /** How many messages a queue holds, those that are being worked on included. */
    static int messages(Deployed stack, StackResourceSummary queue) {
        return stack
                .aws()
                .queues()
                .getQueueAttributes(get -> get.queueUrl(queue.physicalResourceId())
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private static List<Finding> deadLetters(Deployed stack) {
        var findings = new ArrayList<Finding>();
        for (var queue : deadLetterQueues(stack)) {
            var messages = messages(stack, queue);
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

    private static List<Finding> alarms(Deployed stack) {
        if (stack.aws().elsewhere().isPresent()) {
            return List.of(Finding.skipped("the emulator's alarms never ring"));
        }
        var names = stack.resources("AWS::CloudWatch::Alarm").stream()
                .map(StackResourceSummary::physicalResourceId)
                .toList();
        return alarms(
                names.size(),
                stack.aws()
                        .alarms()
                        .describeAlarms(describe -> describe.alarmNames(names))
                        .metricAlarms());
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

    private static List<Finding> concurrency(Deployed stack) {
        if (stack.aws().elsewhere().isPresent()) {
            return List.of(Finding.skipped("the emulator has no quotas"));
        }
        int free = stack.aws()
                .lambda()
                .getAccountSettings(get -> {})
                .accountLimit()
                .unreservedConcurrentExecutions();
        return List.of(concurrency(stack.parameter("Throttling").equals("wide"), free));
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

    private static List<Finding> timeZone(Deployed stack) {
        var zone = stack.parameter("TimeZone");
        return List.of(Finding.of(
                ZoneId.getAvailableZoneIds().contains(zone),
                "mails and pages show the time of " + zone,
                zone + " is no time zone, so mails and pages show UTC",
                "sam deploy --guided with a TimeZone like Europe/Berlin"));
    }
}
