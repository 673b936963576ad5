package humanapproval.faults;

import humanapproval.fake.FakeSlack;
import humanapproval.fake.SlackCall;
import humanapproval.faults.Person.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Slack shows after all that it was told: the messages that ask, which have or had buttons. */
final class SlackScreen {

    private final Map<String, Message> messages = new LinkedHashMap<>();

    /** A message that asks. */
    record Message(String channel, String ts, boolean hasButtons, boolean asked) {

        private Message showing(String blocks) {
            boolean buttons = blocks.contains("\"approve\"");
            return new Message(channel, ts, buttons, asked || buttons);
        }
    }

    SlackScreen(FakeSlack slack) {
        int posts = 0;
        for (SlackCall call : slack.calls) {
            String channel = call.argument("channel");
            if (call.method().equals("chat.postMessage")) {
                String ts = "1769860801.%06d".formatted(++posts);
                // To a person by their id it is a direct message.
                String place = channel.startsWith("U") ? "D" + channel.substring(1) : channel;
                if (!call.arguments().containsKey("thread_ts")) {
                    messages.put(ts, new Message(place, ts, false, false).showing(call.blocks()));
                }
            } else if (call.method().equals("chat.update")) {
                messages.computeIfPresent(call.argument("ts"), (ts, message) -> message.showing(call.blocks()));
            } else if (call.method().equals("chat.delete")) {
                messages.remove(call.argument("ts"));
            }
        }
    }

    /** Those that ask. */
    List<Message> messages() {
        return messages.values().stream().filter(Message::asked).toList();
    }

    /** Those that can be answered. */
    List<Message> withButtons() {
        return messages.values().stream().filter(Message::hasButtons).toList();
    }

    /** Those that {@code who} sees and can answer. */
    List<Message> withButtons(Named who) {
        String direct = "D" + who.slackUser().substring(1);
        return withButtons().stream()
                .filter(message -> message.channel().equals(direct)
                        || message.channel().startsWith("C") && !who.equals(World.ERIN))
                .toList();
    }
}
