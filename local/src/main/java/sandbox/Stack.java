package sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/** The deployed template: what it put out, and where its API is. */
record Stack(String name, Map<String, String> outputs, URI api) {

    /** Builds the project as a user does; a second build of the same sources takes SAM's cached one. */
    static void build(Programs programs, Project project, Path folder) {
        programs.run(
                "sam build",
                List.of(
                        project.sam().toString(),
                        "build",
                        "--template-file",
                        project.template().toString(),
                        "--build-dir",
                        folder.resolve("build").toString(),
                        "--cached",
                        "--cache-dir",
                        folder.resolve("cache").toString(),
                        // What `sam deploy --guided` saved for the user's own account is not meant for this one.
                        "--config-env",
                        "sandbox"),
                folder.resolve("build.log"),
                Duration.ofMinutes(10));
    }

    /** Deploys what was built. */
    static Stack deploy(
            Programs programs,
            Project project,
            Path folder,
            Account account,
            String name,
            Map<String, String> parameters) {
        var command = new ArrayList<>(List.of(
                project.sam().toString(),
                "deploy",
                "--template-file",
                folder.resolve("build/template.yaml").toString(),
                "--stack-name",
                name,
                "--resolve-s3",
                "--no-progressbar",
                "--no-confirm-changeset",
                "--no-fail-on-empty-changeset",
                "--capabilities",
                "CAPABILITY_IAM",
                "--config-env",
                "sandbox",
                "--parameter-overrides"));
        parameters.forEach((key, value) -> command.add(key + "=" + value));
        programs.run("sam deploy", command, folder.resolve("deploy.log"), Duration.ofMinutes(5));
        try (var cloudFormation = account.client(CloudFormationClient.builder())) {
            var outputs =
                    cloudFormation
                            .describeStacks(request -> request.stackName(name))
                            .stacks()
                            .getFirst()
                            .outputs()
                            .stream()
                            .collect(Collectors.toUnmodifiableMap(Output::outputKey, Output::outputValue));
            var resources = cloudFormation
                    .describeStackResources(request -> request.stackName(name))
                    .stackResources();
            // The output names the public address; here the API stands behind it.
            var api = account.endpoint()
                    .resolve("/restapis/" + only("AWS::ApiGateway::RestApi", resources) + "/"
                            + only("AWS::ApiGateway::Stage", resources) + "/_user_request_");
            return new Stack(name, outputs, api);
        }
    }

    private static String only(String type, List<StackResource> resources) {
        var ids = resources.stream()
                .filter(resource -> resource.resourceType().equals(type))
                .map(StackResource::physicalResourceId)
                .toList();
        if (ids.size() != 1) {
            throw new SandboxException("The stack has " + ids.size() + " resources of type " + type + ", not one.");
        }
        return ids.getFirst();
    }
}
