package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import java.util.Optional;

/**
 * One message of an approval, and replies in its thread for what does not fit. One whose first part was done with and
 * that has no {@code ts} is lost: it was deleted, or could not be written.
 *
 * @param channel the channel's id; a person's, as long as nothing was sent to them
 * @param ts the message's id within the channel; absent as long as it is not known
 * @param posted how many of its parts are there; the message itself is the first
 */
record Post(String channel, Optional<String> ts, int posted) {

    static Post to(String channel) {
        return new Post(channel, Optional.empty(), 0);
    }

    static Post read(JsonFields json) {
        return new Post(json.text("channel"), json.optionalText("ts"), json.count("posted"));
    }

    JsonObject write(JsonObject json) {
        json.addProperty("channel", channel);
        json.remove("ts");
        ts.ifPresent(known -> json.addProperty("ts", known));
        json.addProperty("posted", posted);
        return json;
    }

    /** With one more part; the first one tells where the message is. */
    Post with(SlackClient.Posted part) {
        return new Post(part.channel(), ts.or(() -> Optional.of(part.ts())), posted + 1);
    }

    Post lost() {
        return new Post(channel, Optional.empty(), Math.max(1, posted));
    }

    boolean isLost() {
        return ts.isEmpty() && posted > 0;
    }

    boolean is(Press press) {
        return press.channel().equals(channel) && ts.equals(Optional.of(press.ts()));
    }
}
