package bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        body.getAsJsonObject("settings")
                .addProperty("slackApiUrl", aws.resolve("/slack/api/").toString());
        var event = body.getAsJsonObject("event");
        event.addProperty("time", now.toString());
        event.getAsJsonObject("detail")
                .addProperty("deadline", now.plusSeconds(3600).toString());
        message.addProperty("body", body.toString());
        return sample.toString();
    }

    /** Approves by the link that stands in {@code mail}. */
    String vote(String mail) {
        var link = URI.create(mail.substring(mail.indexOf("https://"), mail.indexOf("?decision=")))
                .getPath();
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
        headers.addProperty(
                "X-Slack-Signature",
                SlackPress.signature(now, sample.get("body").getAsString(), AwsStub.SECRET));
        return sample.toString();
    }

    /** Approves as the tutorial's links do. */
    String tutorial() {
        var sample = read("ApprovalCallback-show.json");
        var query = new JsonObject();
        query.addProperty("action", "approve");
        query.addProperty("taskToken", "AQC-task-token");
        query.addProperty("ex", "execution");
        query.addProperty("sm", "machine");
        sample.add("queryStringParameters", query);
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
