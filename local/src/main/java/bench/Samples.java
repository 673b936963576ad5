package bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import sandbox.SlackPress;

/**
 * The sample events of events/, made to be of today: a request that is still open, a press that Slack has just signed.
 */
record Samples(Path folder) {

    /** Asks in {@code channel}, with Slack's API at {@code aws}. */
    String requested(String channel, URI aws) {
        var sample = read(channel + "-requested.json");
        var message = sample.getAsJsonArray("Records").get(0).getAsJsonObject();
        var body = JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        body.getAsJsonObject("settings").addProperty("slackApiUrl", aws + "/slack/api/");
        var event = body.getAsJsonObject("event");
        event.addProperty("time", now.toString());
        var deadline = now.plusSeconds(3600).toString();
        event.getAsJsonObject("detail").addProperty("deadline", deadline);
        message.addProperty("body", body.toString());
        return sample.toString();
    }

    /** Approves by the link that stands in {@code mail}. */
    String vote(String mail) {
        var link = mail.substring(mail.indexOf("https://"), mail.indexOf("?decision="));
        var sample = read("ApprovalCallback-vote.json");
        sample.getAsJsonObject("pathParameters").addProperty("linkCode", link.substring(link.lastIndexOf('/') + 1));
        return sample.toString();
    }

    /** Presses in Slack. */
    String press() {
        var sample = read("ApprovalCallback-slack.json");
        var now = String.valueOf(Instant.now().getEpochSecond());
        var headers = sample.getAsJsonObject("headers");
        headers.addProperty("X-Slack-Request-Timestamp", now);
        var signature = SlackPress.signature(now, sample.get("body").getAsString(), AwsStub.SECRET);
        headers.addProperty("X-Slack-Signature", signature);
        return sample.toString();
    }

    /** Approves as the tutorial's links do. */
    String tutorial() {
        var sample = read("ApprovalCallback-show.json");
        var query = Map.of("action", "approve", "taskToken", "AQC-task-token", "ex", "execution", "sm", "machine");
        sample.add("queryStringParameters", new Gson().toJsonTree(query));
        return sample.toString();
    }

    private JsonObject read(String name) {
        try {
            return JsonParser.parseString(Files.readString(folder.resolve(name)))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
