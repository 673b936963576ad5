package sandbox;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * {@code make env}: writes the environment of a deployed stack's functions in the form of {@code sam local invoke
 * --env-vars}. Account and region are those of the shell, as for the AWS CLI.
 */
final class EnvFile {
    private EnvFile() {}

    static void main(String[] arguments) throws IOException {
        var stack = arguments[0];
        var file = Path.of(arguments[1]);
        var limits = ClientOverrideConfiguration.builder()
                .apiCallTimeout(Duration.ofSeconds(30))
                .build();
        try (var cloudFormation = CloudFormationClient.builder()
                        .overrideConfiguration(limits)
                        .build();
                var lambda =
                        LambdaClient.builder().overrideConfiguration(limits).build()) {
            var environments = new JsonObject();
            for (var resource : cloudFormation
                    .describeStackResources(request -> request.stackName(stack))
                    .stackResources()) {
                if (resource.resourceType().equals("AWS::Lambda::Function")) {
                    var function = lambda.getFunctionConfiguration(
                            request -> request.functionName(resource.physicalResourceId()));
                    var variables = new JsonObject();
                    if (function.environment() != null) {
                        function.environment().variables().forEach(variables::addProperty);
                    }
                    environments.add(resource.logicalResourceId(), variables);
                }
            }
            Files.writeString(
                    file, new GsonBuilder().setPrettyPrinting().create().toJson(environments) + "\n");
            System.out.println("Wrote the environment of " + environments.keySet() + " to " + file + ".");
        } catch (SdkException e) {
            System.err.println("Cannot read the stack " + stack + ": " + e.getMessage());
            System.exit(1);
        }
    }
}
