package operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Whether what calls a function calls its published version: only that one starts from a snapshot. */
record VersionChecks(Deployed stack) {

    /** As the template names it. */
    static final String ALIAS = "live";

    private static final String DEPLOY = "sam build && sam deploy";
    private static final Pattern FUNCTION = Pattern.compile(":function:([A-Za-z0-9_-]+)(:[A-Za-z0-9_$-]+)?");

    List<Check> all() {
        return List.of(
                Check.of("API", this::api),
                new Check("Queues", this::queues),
                Check.of("State machine", this::states),
                new Check("Versions", this::versions));
    }

    private Finding api() {
        var api = stack.client(ApiGatewayClient.builder());
        var id = stack.resource("Api");
        var uris = new ArrayList<String>();
        for (var resource : api.getResourcesPaginator(get -> get.restApiId(id)).items()) {
            for (var method : resource.resourceMethods().keySet()) {
                uris.add(api.getIntegration(get ->
                                get.restApiId(id).resourceId(resource.id()).httpMethod(method))
                        .uri());
            }
        }
        return leads("its " + uris.size() + " routes lead", "a route leads", uris);
    }

    private List<Finding> queues() {
        var queues = new Queues(stack);
        var findings = new ArrayList<Finding>();
        var targets = new ArrayList<String>();
        for (var queue : queues.ofChannels()) {
            var mappings = stack.client(LambdaClient.builder())
                    .listEventSourceMappings(list -> list.eventSourceArn(queues.arn(queue)))
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

    private Finding states() {
        var machine = stack.client(SfnClient.builder())
                .describeStateMachine(
                        describe -> describe.stateMachineArn(stack.output("StateMachineHumanApprovalArn")));
        var functions = FUNCTION.matcher(machine.definition())
                .results()
                .map(MatchResult::group)
                .toList();
        return leads("it settles", "it settles", functions);
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

    private List<Finding> versions() {
        return stack.resources("AWS::Lambda::Function").stream()
                .flatMap(function -> version(function).stream())
                .toList();
    }

    private List<Finding> version(StackResourceSummary function) {
        var name = function.logicalResourceId();
        var version = version(function.physicalResourceId());
        if (!version.matches("\\d+")) {
            return List.of(Finding.wrong(name + ": " + ALIAS + " is " + version + ", no published version", DEPLOY));
        }
        var ready = stack.client(LambdaClient.builder())
                .getFunctionConfiguration(
                        get -> get.functionName(function.physicalResourceId()).qualifier(version));
        var active = Finding.of(
                ready.state() == null || ready.state() == State.ACTIVE,
                name + ": " + ALIAS + " is version " + version,
                name + ": version " + version + " is " + ready.stateAsString() + ": "
                        + Optional.ofNullable(ready.stateReason()).orElse("no reason given"),
                "wait some minutes; else " + DEPLOY);
        return stack.parameter("SnapStart").equals("on")
                ? List.of(active, snapshot(name, ready.snapStart()))
                : List.of(active);
    }

    /** The version that the alias stands for. */
    String version(String function) {
        return stack.client(LambdaClient.builder())
                .getAlias(get -> get.functionName(function).name(ALIAS))
                .functionVersion();
    }

    private Finding snapshot(String name, SnapStartResponse snapStart) {
        return stack.isEmulated()
                ? Finding.skipped(name + ": the emulator has no SnapStart")
                : Finding.of(
                        snapStart != null && snapStart.optimizationStatus() == SnapStartOptimizationStatus.ON,
                        name + ": SnapStart is ready",
                        name + ": SnapStart is asked for and not ready",
                        "wait some minutes; where the region has none, deploy with SnapStart=off");
    }
}
