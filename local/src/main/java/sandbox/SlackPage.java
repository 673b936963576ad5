package sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
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

    record Note(int number, String name, String text) {}

    /** What stands in no thread, newest first. */
    List<SlackMessage> messages() {
        return sandbox.slack().messages().stream()
                .filter(message -> message.thread().isEmpty())
                .toList()
                .reversed();
    }

    /** Of what is read in a message and its thread. */
    int length(SlackMessage message) {
        return Stream.concat(Stream.of(message), sandbox.slack().thread(message).stream())
                .mapToInt(each -> each.read().length())
                .sum();
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
        var form = FrontDoor.form(FrontDoor.body(exchange));
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

    /** A message as the template shows it; the field for a comment and the buttons as Slack got them. */
    Map<String, Object> shown(SlackMessage message) {
        var only = sandbox.slack().only(message.channel());
        UnaryOperator<String> names = sandbox.slack().known()::name;
        var shown = new HashMap<String, Object>();
        shown.put("id", id(message.ts()));
        shown.put("ts", message.ts());
        shown.put("at", PlaygroundPage.CLOCK.format(message.changedAt()));
        shown.put("only", only.map(SlackPerson::name).orElse(""));
        shown.put("notification", message.notification());
        shown.put("lines", message.lines(names));
        var thread = sandbox.slack().thread(message).stream();
        shown.put("thread", thread.flatMap(reply -> reply.lines(names).stream()).toList());
        shown.put("notes", notes(message.ts()));
        shown.put("form", message.hasButtons());
        shown.put("input", message.input().stream().map(SlackPage::fields).toList());
        shown.put("buttons", message.buttons().stream().map(SlackPage::fields).toList());
        shown.put("people", only.map(List::of).orElseGet(sandbox.slack()::people));
        shown.put("warning", message.warning());
        return shown;
    }

    /** An object of the message as the template reads it. */
    private static Map<String, Object> fields(JsonObject object) {
        return GSON.fromJson(object, new TypeToken<Map<String, Object>>() {});
    }

    private static String id(String ts) {
        return "slack-" + ts.replace('.', '-');
    }
}
