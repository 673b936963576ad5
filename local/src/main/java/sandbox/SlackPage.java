package sandbox;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The Slack look-alike's part of the playground: the channel with its buttons, and what single persons were told. */
final class SlackPage {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Sandbox sandbox;

    SlackPage(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** A message, newest first. */
    record Message(
            String id,
            String ts,
            String at,
            String only,
            String notification,
            List<SlackMessage.Line> lines,
            List<SlackMessage.Line> thread,
            List<Note> notes,
            List<Field> field,
            List<Button> buttons,
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

    record Field(String label, boolean optional, int most) {}

    record Button(
            String action, String verb, String style, String question, String explanation, String yes, String no) {}

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
                        sandbox.slack().name(notes.get(i).user()),
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
        var field = message
                .input()
                .map(input -> new Field(
                        SlackMessage.plain(input, "label"),
                        input.has("optional") && input.get("optional").getAsBoolean(),
                        input.getAsJsonObject("element").has("max_length")
                                ? input.getAsJsonObject("element")
                                        .get("max_length")
                                        .getAsInt()
                                : 3000))
                .stream()
                .toList();
        var buttons = message.buttons().stream().map(SlackPage::button).toList();
        var only = sandbox.slack().only(message.channel());
        return new Message(
                id(message.ts()),
                message.ts(),
                CLOCK.format(message.changedAt()),
                only.map(SlackPerson::name).orElse(""),
                message.notification(),
                named(message),
                sandbox.slack().thread(message).stream()
                        .flatMap(reply -> named(reply).stream())
                        .toList(),
                notes(message.ts()),
                field,
                buttons,
                only.map(List::of).orElseGet(sandbox.slack()::people),
                message.warning());
    }

    private static Button button(JsonObject button) {
        var confirm = button.getAsJsonObject("confirm");
        return new Button(
                button.get("action_id").getAsString(),
                SlackMessage.plain(button, "text"),
                button.get("style").getAsString(),
                SlackMessage.plain(confirm, "title"),
                SlackMessage.plain(confirm, "text"),
                SlackMessage.plain(confirm, "confirm"),
                SlackMessage.plain(confirm, "deny"));
    }

    /** Slack shows people by their names. */
    private List<SlackMessage.Line> named(SlackMessage message) {
        return message.lines().stream()
                .map(line -> new SlackMessage.Line(
                        line.kind(),
                        line.pieces().stream()
                                .map(piece -> piece.text().startsWith("@")
                                        ? new SlackMessage.Piece(
                                                "@"
                                                        + sandbox.slack()
                                                                .name(piece.text()
                                                                        .substring(1)),
                                                true,
                                                piece.url())
                                        : piece)
                                .toList()))
                .toList();
    }

    private static String id(String ts) {
        return "slack-" + ts.replace('.', '-');
    }
}
