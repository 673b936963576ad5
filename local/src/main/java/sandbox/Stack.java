package sandbox;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** The deployed template: what it put out, and where its API is. */
record Stack(Map<String, String> outputs, URI api) {

    static Stack of(Account account, String name) {
        try (var cloudFormation = account.client(CloudFormationClient.builder())) {
            var stack = cloudFormation
                    .describeStacks(request -> request.stackName(name))
                    .stacks()
                    .getFirst();
            var resources = cloudFormation
                    .describeStackResources(request -> request.stackName(name))
                    .stackResources();
            // The output names the public address; here the API stands behind it.
            var api = account.endpoint()
                    .resolve("/restapis/" + only("AWS::ApiGateway::RestApi", resources) + "/"
                            + only("AWS::ApiGateway::Stage", resources) + "/_user_request_");
            var outputs = stack.outputs().stream()
                    .collect(Collectors.toUnmodifiableMap(Output::outputKey, Output::outputValue));
            return new Stack(outputs, api);
        }
    }

    /** The one resource of that type. */
    private static String only(String type, List<StackResource> resources) {
        return resources.stream()
                .filter(resource -> resource.resourceType().equals(type))
                .map(StackResource::physicalResourceId)
                .findFirst()
                .orElseThrow();
    }

    String output(String name) {
        var value = outputs.get(name);
        if (value == null) {
            throw new SandboxException("The stack has no output " + name + ", only " + outputs.keySet() + ".");
        }
        return value;
    }
}
