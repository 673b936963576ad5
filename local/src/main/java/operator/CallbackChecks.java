package operator;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import sandbox.SlackPress;

/** Whether the callback answers, and takes only what Slack has signed. */
record CallbackChecks(Deployed stack) {

    /** What Slack sends now and then to try an address: the callback answers it and does nothing. */
    private static final String NOTHING = "ssl_check=1";

    List<Check> all() {
        return List.of(Check.of("Signing secret", this::signed), Check.of("Callback", this::unsigned));
    }

    private Finding signed() {
        var secret = stack.secret("SlackSigningSecretArn");
        if (secret.isEmpty()) {
            return SlackChecks.empty(stack, "signing secret", "SlackSigningSecretArn");
        }
        if (secret.get().startsWith("xox")) {
            return Finding.wrong(
                    "the signing secret is a token", "give the stack the Signing Secret: README, Set up Slack, step 3");
        }
        var status = press(secret);
        return Finding.of(
                status == 200,
                "the callback takes what the stack's signing secret signs (that Slack signs with it, a press shows)",
                "the callback answers " + status + " to what is signed with the stack's signing secret",
                "a new secret works after three minutes; else sam logs --stack-name " + stack.name());
    }

    private Finding unsigned() {
        var status = press(Optional.empty());
        return Finding.of(
                status == 401,
                "answers, and refuses what is not signed",
                "answers " + status + " to what is not signed, in place of 401",
                status < 300
                        ? "somebody else answers at that address: look at PublicUrl"
                        : "sam logs --stack-name " + stack.name() + " says why; with a domain of your own look at its"
                                + " mapping");
    }

    /** Sends what does nothing, signed where there is a secret; the status that comes back. */
    int press(Optional<String> secret) {
        var timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        var request = HttpRequest.newBuilder(stack.slackAddress())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(NOTHING));
        secret.ifPresent(key -> request.header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", SlackPress.signature(timestamp, NOTHING, key)));
        return Http.send(request, "The callback").statusCode();
    }
}
