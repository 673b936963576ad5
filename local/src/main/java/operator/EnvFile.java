package operator;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * {@code make env}: writes the environment of a deployed stack's functions in the form of {@code sam local invoke
 * --env-vars}. Account and region are those of the shell, as for the AWS CLI.
 */
final class EnvFile {

    private EnvFile() {}

    /** Takes the stack's name and the file to write. */
    static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[1]);
        var environments = new TreeMap<String, Map<String, String>>();
        try {
            var stack = Deployed.find(new Aws(Optional.empty(), System.getenv()), arguments[0]);
            for (var resource : stack.resources("AWS::Lambda::Function")) {
                var function = stack.client(LambdaClient.builder())
                        .getFunctionConfiguration(get -> get.functionName(resource.physicalResourceId()));
                var variables = function.environment();
                environments.put(resource.logicalResourceId(), variables == null ? Map.of() : variables.variables());
            }
        } catch (CannotException | SdkException e) {
            System.err.println(e instanceof SdkException aws ? Trouble.sentence(aws) : e.getMessage());
            System.exit(1);
        }
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(environments) + "\n");
        System.out.println("Wrote the environment of " + environments.keySet() + " to " + file + ".");
    }
}
