package sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The Slack look-alike's part of the playground: the channel with its buttons, and what single persons were told. */
final class SlackPage {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Sandbox sandbox;

    SlackPage(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** A message, newest first. */
    record Message(String id, String ts, String heading, String at, List<SlackMessage.Piece> pieces, List<List<SlackMessage.Piece>> thread,
            List<Button> buttons, List<SlackPerson> people, String warning) {

        /** Whether it can be answered. */
        boolean form() {
            return !buttons.isEmpty();
        }
    }

    record Button(String action, String verb, String style, String question, String explanation) {}

    record Note(int number, String name, String text) {}

    List<Message> messages() {
        return sandbox.slack().messages().stream().filter(message -> message.thread().isEmpty()).map(this::message).toList().reversed();
    }

    /** Who was told what, newest first. */
    List<Note> notes() {
        var notes = sandbox.slack().notes();
        return IntStream.range(0, notes.size()).mapToObj(i -> new Note(i, sandbox.slack().name(notes.get(i).user()), notes.get(i).text())).toList().reversed();
    }

    /** Presses as Slack does, on behalf of the person who was chosen. */
    void press(HttpExchange exchange) throws IOException {
        var form = SlackApi.form(exchange);
        var message = Stream.of(form.getOrDefault("ts", "")).flatMap(ts -> sandbox.slack().messages().stream().filter(each -> each.ts().equals(ts))).findFirst();
        if (message.filter(SlackMessage::hasButtons).isPresent()) {
            sandbox.slackPress().press(message.get(), sandbox.slack().person(form.getOrDefault("person", "")),
                    form.getOrDefault("action", ""), form.getOrDefault("comment", "").replace("\r\n", "\n"));
        }
        exchange.getResponseHeaders().set("Location", "/#" + id(form.getOrDefault("ts", "")));
        exchange.sendResponseHeaders(303, -1);
    }

    private Message message(SlackMessage message) {
        var buttons = message.buttons().stream().map(button -> new Button(button.get("action_id").getAsString(),
                button.getAsJsonObject("text").get("text").getAsString(), button.get("style").getAsString(),
                button.getAsJsonObject("confirm").getAsJsonObject("title").get("text").getAsString(),
                button.getAsJsonObject("confirm").getAsJsonObject("text").get("text").getAsString())).toList();
        return new Message(id(message.ts()), message.ts(), message.text(), CLOCK.format(message.changedAt()), named(message.pieces()),
                sandbox.slack().thread(message).stream().map(reply -> named(reply.pieces())).toList(), buttons, sandbox.slack().people(), message.warning());
    }

    /** Slack shows people by their names. */
    private List<SlackMessage.Piece> named(List<SlackMessage.Piece> pieces) {
        return pieces.stream().map(piece -> piece.text().startsWith("@")
                ? new SlackMessage.Piece("@" + sandbox.slack().name(piece.text().substring(1)), true, piece.quote(), null) : piece).toList();
    }

    private static String id(String ts) {
        return "slack-" + ts.replace('.', '-');
    }
}
