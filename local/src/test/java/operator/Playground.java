package operator;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import sandbox.Sandbox;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Runs {@code ./approvals} in this process on the sandbox's stack. */
final class Playground {

    final Sandbox sandbox;
    private String key = "test";
    private String secret = "test";
    private boolean asIfAws;
    private Reader in = new StringReader("");

    Playground(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** What a command came to. */
    record Run(int code, String out, String err) {

        /** The line of a check that says this. */
        boolean says(String verdict, String name, String text) {
            return out.lines().anyMatch(line -> line.startsWith(verdict) && line.contains(name) && line.contains(text));
        }
    }

    /** Somebody else's credentials. */
    Playground as(String key, String secret) {
        this.key = key;
        this.secret = secret;
        return this;
    }

    /** Judged as if it were AWS: what the emulator lacks is then wrong or unknown. */
    Playground asIfAws() {
        asIfAws = true;
        return this;
    }

    Playground typing(String lines) {
        in = new StringReader(lines);
        return this;
    }

    Run run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var code = new Approvals(terminal(out, err, in), region -> aws()).run(arguments);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err, Reader in) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(in),
                Clock.systemUTC(),
                Duration.ofMillis(200));
    }

    Aws aws() {
        return new Aws(Optional.of("us-east-1"), Map.of()) {
            @Override
            Optional<URI> elsewhere() {
                return asIfAws
                        ? Optional.empty()
                        : Optional.of(sandbox.account().endpoint());
            }

            @Override
            <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C made(B builder) {
                return builder.endpointOverride(sandbox.account().endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
            }
        };
    }
}
