package sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The Slack look-alike's part of the playground: the channel with its buttons, and what single persons were told. */
final class SlackPage {
    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private final Sandbox sandbox;

    SlackPage(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * A message of the channel.
     *
     * @param input the block with the field for a comment, as Slack got it; one at most
     * @param buttons as Slack got them
     */
    record Message(
            String id,
            String ts,
            String at,
            String only,
            String notification,
            List<SlackMessage.Line> lines,
            List<SlackMessage.Line> thread,
            List<Note> notes,
            List<Map<String, Object>> input,
            List<Map<String, Object>> buttons,
            List<SlackPerson> people,
            String warning) {

        /** Whether it can be answered. */
        boolean form() {
            return !buttons.isEmpty();
        }

        int length() {
            return Stream.concat(lines.stream(), thread.stream())
                    .mapToInt(line -> line.read().length())
                    .sum();
        }
    }

    record Note(int number, String name, String text) {}

    List<Message> messages() {
        return sandbox.slack().messages().stream()
                .filter(message -> message.thread().isEmpty())
                .map(this::message)
                .toList()
                .reversed();
    }

    /** Who was told what, newest first, where it is known of no message. */
    List<Note> notes() {
        return notes("");
    }

    private List<Note> notes(String ts) {
        var notes = sandbox.slack().notes();
        return IntStream.range(0, notes.size())
                .filter(i -> notes.get(i).ts().equals(ts))
                .mapToObj(i -> new Note(
                        i,
                        sandbox.slack().known().name(notes.get(i).user()),
                        notes.get(i).text()))
                .toList()
                .reversed();
    }

    /** Presses as Slack does, on behalf of the person who was chosen. */
    void press(HttpExchange exchange) throws IOException {
        var form = SlackApi.form(exchange);
        var person = sandbox.slack().people().stream()
                .filter(each -> each.name().equals(form.get("person")))
                .findFirst();
        var message = sandbox.slack().messages().stream()
                .filter(each -> each.ts().equals(form.get("ts")))
                .findFirst();
        var action = form.getOrDefault("action", "");
        // A message may have been closed since the page was shown.
        var open = message.filter(SlackMessage::hasButtons);
        if (person.isEmpty()
                || message.isEmpty()
                || open.isPresent() && open.get().button(action).isEmpty()) {
            FrontDoor.send(exchange, 400, "text/plain", "There is no such person, message or button here.\n");
            return;
        }
        if (open.isPresent()) {
            sandbox.slackPress()
                    .press(
                            message.get(),
                            person.get(),
                            action,
                            form.getOrDefault("comment", "").replace("\r\n", "\n"));
        }
        exchange.getResponseHeaders().set("Location", "/#" + id(message.get().ts()));
        exchange.sendResponseHeaders(303, -1);
    }

    private Message message(SlackMessage message) {
        var only = sandbox.slack().only(message.channel());
        UnaryOperator<String> names = sandbox.slack().known()::name;
        return new Message(
                id(message.ts()),
                message.ts(),
                PlaygroundPage.CLOCK.format(message.changedAt()),
                only.map(SlackPerson::name).orElse(""),
                message.notification(),
                message.lines(names),
                sandbox.slack().thread(message).stream()
                        .flatMap(reply -> reply.lines(names).stream())
                        .toList(),
                notes(message.ts()),
                message.input().stream().map(SlackPage::fields).toList(),
                message.buttons().stream().map(SlackPage::fields).toList(),
                only.map(List::of).orElseGet(sandbox.slack()::people),
                message.warning());
    }

    /** An object of the message as the template reads it. */
    private static Map<String, Object> fields(JsonObject object) {
        return GSON.fromJson(object, new TypeToken<Map<String, Object>>() {});
    }

    private static String id(String ts) {
        return "slack-" + ts.replace('.', '-');
    }
}
