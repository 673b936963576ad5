package operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Whether what calls a function calls its published version: only that one starts from a snapshot. */
final class VersionChecks {

    static final List<Check> ALL = List.of(
            new Check("API", "Do its routes lead to the alias?", VersionChecks::api),
            new Check("Queues", "Do they lead to the alias?", VersionChecks::queues),
            new Check("State machine", "Does it settle through the alias?", VersionChecks::states),
            new Check("Versions", "Are they published and ready?", VersionChecks::versions));

    /** As the template names it. */
    static final String ALIAS = "live";

    private static final String DEPLOY = "sam build && sam deploy";
    private static final Pattern FUNCTION = Pattern.compile(":function:([A-Za-z0-9_-]+)(:[A-Za-z0-9_$-]+)?");

    private VersionChecks() {}

    private static List<Finding> api(Deployed stack) {
        var id = stack.resource("Api");
        var uris = new ArrayList<String>();
        for (var resource : stack.aws()
                .api()
                .getResourcesPaginator(get -> get.restApiId(id))
                .items()) {
            for (var method : resource.resourceMethods().keySet()) {
                uris.add(stack.aws()
                        .api()
                        .getIntegration(get ->
                                get.restApiId(id).resourceId(resource.id()).httpMethod(method))
                        .uri());
            }
        }
        return List.of(leads("its " + uris.size() + " routes lead", "a route leads", uris));
    }

    private static List<Finding> queues(Deployed stack) {
        var findings = new ArrayList<Finding>();
        var targets = new ArrayList<String>();
        for (var queue : feeding(stack)) {
            var arn = stack.aws()
                    .queues()
                    .getQueueAttributes(get ->
                            get.queueUrl(queue.physicalResourceId()).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes()
                    .get(QueueAttributeName.QUEUE_ARN);
            var mappings = stack.aws()
                    .lambda()
                    .listEventSourceMappings(list -> list.eventSourceArn(arn))
                    .eventSourceMappings();
            if (mappings.stream().noneMatch(mapping -> "Enabled".equals(mapping.state()))) {
                findings.add(
                        Finding.wrong(queue.logicalResourceId() + " leads nowhere, or its mapping is off", DEPLOY));
            }
            mappings.forEach(mapping -> targets.add(mapping.functionArn()));
        }
        findings.add(leads("the channels' queues lead", "a queue leads", targets));
        return findings;
    }

    /** The queues that feed functions: those of the channels. */
    static List<StackResourceSummary> feeding(Deployed stack) {
        return stack.resources("AWS::SQS::Queue").stream()
                .filter(queue -> !StackChecks.deadLetterQueues(stack).contains(queue))
                .toList();
    }

    private static List<Finding> states(Deployed stack) {
        var definition = stack.aws()
                .states()
                .describeStateMachine(
                        describe -> describe.stateMachineArn(stack.output("StateMachineHumanApprovalArn")))
                .definition();
        return List.of(leads(
                "it settles",
                "it settles",
                FUNCTION.matcher(definition)
                        .results()
                        .map(found -> found.group())
                        .toList()));
    }

    private static Finding leads(String right, String wrong, List<String> targets) {
        var astray = targets.stream()
                .filter(target ->
                        !FUNCTION.matcher(target).results().allMatch(found -> (":" + ALIAS).equals(found.group(2))))
                .findFirst();
        if (targets.isEmpty()) {
            return Finding.wrong("nothing leads to a function", DEPLOY);
        }
        return Finding.of(
                astray.isEmpty(),
                right + " to the alias " + ALIAS,
                wrong + " past the alias " + ALIAS + ", so it does not start from a snapshot",
                DEPLOY);
    }

    private static List<Finding> versions(Deployed stack) {
        return stack.resources("AWS::Lambda::Function").stream()
                .flatMap(function -> version(stack, function).stream())
                .toList();
    }

    private static List<Finding> version(Deployed stack, StackResourceSummary function) {
        var name = function.logicalResourceId();
        var version = version(stack, function.physicalResourceId());
        if (!version.matches("\\d+")) {
            return List.of(Finding.wrong(name + ": " + ALIAS + " is " + version + ", no published version", DEPLOY));
        }
        var ready = stack.aws()
                .lambda()
                .getFunctionConfiguration(
                        get -> get.functionName(function.physicalResourceId()).qualifier(version));
        var active = Finding.of(
                ready.state() == null || ready.state() == State.ACTIVE,
                name + ": " + ALIAS + " is version " + version,
                name + ": version " + version + " is " + ready.stateAsString() + ": "
                        + Optional.ofNullable(ready.stateReason()).orElse("no reason given"),
                "wait some minutes; else " + DEPLOY);
        return Stream.concat(
                        Stream.of(active),
                        snapshot(
                                stack,
                                name,
                                ready.snapStart() != null
                                        && ready.snapStart().optimizationStatus() == SnapStartOptimizationStatus.ON)
                                .stream())
                .toList();
    }

    /** The version that the alias stands for. */
    static String version(Deployed stack, String function) {
        return stack.aws()
                .lambda()
                .getAlias(get -> get.functionName(function).name(ALIAS))
                .functionVersion();
    }

    private static Optional<Finding> snapshot(Deployed stack, String name, boolean isOn) {
        if (!stack.parameter("SnapStart").equals("on")) {
            return Optional.empty();
        }
        return Optional.of(
                stack.aws().elsewhere().isPresent()
                        ? Finding.skipped(name + ": the emulator has no SnapStart")
                        : Finding.of(
                                isOn,
                                name + ": SnapStart is ready",
                                name + ": SnapStart is asked for and not ready",
                                "wait some minutes; where the region has none, deploy with SnapStart=off"));
    }
}
