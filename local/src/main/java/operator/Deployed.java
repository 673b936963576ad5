package operator;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** A deployed stack, as CloudFormation tells it. */
final class Deployed {

    private final Aws aws;
    private final Stack stack;
    private List<StackResourceSummary> resources = List.of();

    Deployed(Aws aws, Stack stack) {
        this.aws = aws;
        this.stack = stack;
    }

    /** Looks it up; one that is not there can't be worked on. */
    static Deployed find(Aws aws, String name) {
        try {
            var found = aws.client(CloudFormationClient.builder()).describeStacks(describe -> describe.stackName(name));
            return new Deployed(aws, found.stacks().getFirst());
        } catch (CloudFormationException e) {
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                throw new CannotException(
                        "There is no stack " + name + " in " + aws.region() + ": give --stack and --region.");
            }
            throw e;
        }
    }

    /** As {@link Aws#client} gives it. */
    <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C client(B builder) {
        return aws.client(builder);
    }

    Aws aws() {
        return aws;
    }

    boolean isEmulated() {
        return aws.elsewhere().isPresent();
    }

    String name() {
        return stack.stackName();
    }

    String status() {
        return stack.stackStatusAsString();
    }

    Map<String, String> outputs() {
        var outputs = new TreeMap<String, String>();
        stack.outputs().forEach(each -> outputs.put(each.outputKey(), each.outputValue()));
        return outputs;
    }

    String output(String name) {
        return Optional.ofNullable(outputs().get(name))
                .orElseThrow(() -> new CannotException("The stack " + name() + " has no output " + name + "."));
    }

    /** A parameter's value; empty where the stack has no such parameter. */
    String parameter(String name) {
        return stack.parameters().stream()
                .filter(each -> each.parameterKey().equals(name))
                .findFirst()
                .map(each -> Optional.ofNullable(each.resolvedValue()).orElse(each.parameterValue()))
                .orElse("");
    }

    List<StackResourceSummary> resources() {
        if (resources.isEmpty()) {
            var all =
                    client(CloudFormationClient.builder()).listStackResourcesPaginator(list -> list.stackName(name()));
            resources = all.stackResourceSummaries().stream().toList();
        }
        return resources;
    }

    List<StackResourceSummary> resources(String type) {
        return resources().stream()
                .filter(each -> each.resourceType().equals(type))
                .toList();
    }

    /** The physical id of a resource. */
    String resource(String logicalId) {
        return resources().stream()
                .filter(each -> each.logicalResourceId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new CannotException("The stack " + name() + " has no resource " + logicalId + "."))
                .physicalResourceId();
    }

    /** A secret's value; empty as long as nobody has filled it. */
    Optional<String> secret(String output) {
        try {
            var secret = client(SecretsManagerClient.builder()).getSecretValue(get -> get.secretId(output(output)));
            return Optional.ofNullable(secret.secretString()).map(String::strip).filter(value -> !value.isEmpty());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether the deployer has begun to set Slack up: the rest of it is then expected too. */
    boolean wantsSlack() {
        return !parameter("SlackChannelId").isEmpty()
                || secret("SlackBotTokenArn").isPresent()
                || secret("SlackSigningSecretArn").isPresent();
    }

    /** The address of an interaction as Slack sends it. */
    URI slackAddress() {
        return URI.create(output("ApiGatewayInvokeURL") + "/slack/interactions");
    }
}
