package operator;

import static operator.Breaking.assertWrong;
import static operator.Breaking.broken;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import sandbox.Sandbox;
import sandbox.SharedSandbox;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What calls a function past its alias, an alias that is no version, and what could not be delivered. */
@ExtendWith(SharedSandbox.class)
class DoctorOfFunctionsEndToEndTest {

    private final Sandbox sandbox;
    private final Aws aws;
    private final Deployed stack;

    DoctorOfFunctionsEndToEndTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        aws = new Playground(sandbox).aws();
        stack = Deployed.find(aws, sandbox.stackName());
    }

    @Test
    void theAliasIsNoPublishedVersion() throws Exception {
        var function = stack.resource("EmailChannel");
        var version = new VersionChecks(stack).version(function);
        var run = broken(sandbox, () -> alias(function, "$LATEST"), () -> alias(function, version));
        assertWrong(run, "Versions", "EmailChannel: live is $LATEST, no published version");
    }

    private void alias(String function, String version) {
        aws.client(LambdaClient.builder())
                .updateAlias(
                        update -> update.functionName(function).name("live").functionVersion(version));
    }

    @Test
    void aRouteLeadsPastTheAlias() throws Exception {
        var id = stack.resource("Api");
        var resource = aws.client(ApiGatewayClient.builder()).getResources(get -> get.restApiId(id)).items().stream()
                .filter(each -> each.resourceMethods().containsKey("HEAD"))
                .findFirst()
                .orElseThrow();
        var uri = aws.client(ApiGatewayClient.builder())
                .getIntegration(
                        get -> get.restApiId(id).resourceId(resource.id()).httpMethod("HEAD"))
                .uri();
        var run = broken(
                sandbox, () -> route(id, resource.id(), uri.replace(":live", "")), () -> route(id, resource.id(), uri));
        assertWrong(run, "API", "a route leads past the alias live");
    }

    private void route(String api, String resource, String uri) {
        aws.client(ApiGatewayClient.builder())
                .putIntegration(put -> put.restApiId(api)
                        .resourceId(resource)
                        .httpMethod("HEAD")
                        .type(IntegrationType.AWS_PROXY)
                        .integrationHttpMethod("POST")
                        .uri(uri));
    }

    @Test
    void aQueuesMappingIsOff() throws Exception {
        var mapping =
                aws.client(LambdaClient.builder()).listEventSourceMappings(list -> {}).eventSourceMappings().stream()
                        .filter(each -> each.functionArn().contains("SlackChannel"))
                        .findFirst()
                        .orElseThrow();
        var run = broken(sandbox, () -> mapping(mapping.uuid(), false), () -> mapping(mapping.uuid(), true));
        assertWrong(run, "Queues", "SlackQueue leads nowhere, or its mapping is off");
    }

    private void mapping(String id, boolean on) {
        aws.client(LambdaClient.builder())
                .updateEventSourceMapping(update -> update.uuid(id).enabled(on));
    }

    @Test
    void theStateMachineSettlesPastTheAlias() throws Exception {
        var arn = stack.output("StateMachineHumanApprovalArn");
        var definition = aws.client(SfnClient.builder())
                .describeStateMachine(describe -> describe.stateMachineArn(arn))
                .definition();
        var run = broken(sandbox, () -> define(arn, definition.replace(":live", "")), () -> define(arn, definition));
        assertWrong(run, "State machine", "it settles past the alias live");
    }

    private void define(String arn, String definition) {
        assertTrue(JsonParser.parseString(definition).isJsonObject());
        aws.client(SfnClient.builder())
                .updateStateMachine(update -> update.stateMachineArn(arn).definition(definition));
    }

    @Test
    void aDeadLetter() throws Exception {
        var url = stack.resource("EmailDeadLetterQueue");
        var stops = stack.output("UndeliveredStopsUrl");
        var run = broken(
                sandbox,
                () -> {
                    aws.client(SqsClient.builder())
                            .sendMessage(send -> send.queueUrl(url).messageBody("{}"));
                    aws.client(SqsClient.builder())
                            .sendMessage(send -> send.queueUrl(stops).messageBody("{}"));
                },
                () -> {
                    aws.client(SqsClient.builder()).purgeQueue(purge -> purge.queueUrl(url));
                    aws.client(SqsClient.builder()).purgeQueue(purge -> purge.queueUrl(stops));
                });
        assertWrong(run, "Dead letters", "EmailDeadLetterQueue holds 1 message");
        assertWrong(run, "Dead letters", "UndeliveredStops holds 1 message");
        assertTrue(run.out().contains("eval \"$(./approvals outputs RedriveEmail)\""), run.out());
    }
}
