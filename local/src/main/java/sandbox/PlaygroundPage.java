package sandbox;

import com.google.gson.JsonParseException;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** The page of the playground: start an approval, watch the executions, read the mails. */
final class PlaygroundPage {
    static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    /** So many of a kind are shown. */
    static final int MOST = 50;

    /** Fewer, where they have more characters than this together. */
    static final int MOST_CHARACTERS = 1_000_000;

    private final Template template =
            Mustache.compiler().emptyStringIsFalse(true).compile(resource("playground.html"));
    private final Sandbox sandbox;
    private final SlackPage slack;
    private final List<Example> examples = Stream.of(
                    "Deployment", "Two of three", "One minute", "Terraform plan", "Expense", "Agent's tool call")
            .map(name -> new Example(
                    name,
                    resource("examples/"
                            + name.toLowerCase(Locale.ROOT).replace("'", "").replace(' ', '-') + ".json")))
            .toList();

    private PlaygroundPage(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.slack = new SlackPage(sandbox);
    }

    static void serve(Sandbox sandbox) {
        var page = new PlaygroundPage(sandbox);
        var door = sandbox.door();
        door.serve("/", page::show);
        door.serve("/executions", exchange -> ofOurPage(exchange, page::start));
        door.serve("/press", exchange -> ofOurPage(exchange, page.slack::press));
        Map.of("playground.css", "text/css", "playground.js", "text/javascript")
                .forEach((name, type) ->
                        door.serve("/" + name, exchange -> FrontDoor.send(exchange, 200, type, resource(name))));
    }

    private void show(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            FrontDoor.send(exchange, 404, "text/plain", "There is nothing here.\n");
            return;
        }
        var html = html(exchange, chosen(exchange).input(), "");
        var tag = "\"" + Integer.toHexString(html.hashCode()) + "\"";
        exchange.getResponseHeaders().set("ETag", tag);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            FrontDoor.send(exchange, 200, "text/html", html);
        }
    }

    private Example chosen(HttpExchange exchange) {
        var name = asked(exchange, "example");
        return examples.stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElse(examples.getFirst());
    }

    private static String asked(HttpExchange exchange, String field) {
        // The page's links have addresses as they are, a plus included.
        return FrontDoor.form(query(exchange).replace("+", "%2B")).getOrDefault(field, "");
    }

    private static String query(HttpExchange exchange) {
        return Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    }

    private static void ofOurPage(HttpExchange exchange, HttpHandler handler) throws IOException {
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        if (!exchange.getRequestMethod().equals("POST")) {
            FrontDoor.send(exchange, 405, "text/plain", "Use the forms of the playground's page.\n");
        } else if (origin != null
                && !origin.equals("http://" + exchange.getRequestHeaders().getFirst("Host"))) {
            FrontDoor.send(exchange, 403, "text/plain", "Only the playground's own page may do this.\n");
        } else {
            handler.handle(exchange);
        }
    }

    private void start(HttpExchange exchange) throws IOException {
        var input = FrontDoor.form(FrontDoor.body(exchange)).getOrDefault("input", "");
        try {
            JsonText.requireObject(input);
            sandbox.executions().start(input);
            exchange.getResponseHeaders().set("Location", "/?" + query(exchange));
            exchange.sendResponseHeaders(303, -1);
        } catch (JsonParseException | SdkException e) {
            FrontDoor.send(exchange, 400, "text/html", html(exchange, input, e.getMessage()));
        }
    }

    private String html(HttpExchange exchange, String input, String problem) {
        var chosen = chosen(exchange);
        var mailbox = asked(exchange, "mailbox");
        var executions = newest(sandbox.executions().newest(MOST + 1), any -> 0);
        var mails = newest(letters(mailbox), Letter::length);
        var messages = newest(slack.messages(), slack::length);
        var shown = new HashMap<String, Object>();
        shown.put(
                "examples",
                examples.stream()
                        .map(example -> Map.of("name", example.name(), "chosen", example.equals(chosen)))
                        .toList());
        shown.put("example", chosen.name());
        shown.put("input", input);
        shown.put("problem", problem);
        shown.put(
                "executions",
                executions.list().stream().map(PlaygroundPage::row).toList());
        shown.put("most", executions.most());
        shown.put("mailboxes", mailboxes(mailbox));
        shown.put("mailbox", mailbox);
        shown.put("mails", mails.list());
        shown.put("mostMails", mails.most());
        shown.put("slack", messages.list().stream().map(slack::shown).toList());
        shown.put("mostMessages", messages.most());
        shown.put("notes", slack.notes());
        shown.put("people", sandbox.slack().people());
        shown.put("endpoint", sandbox.account().endpoint().toString());
        return template.execute(shown);
    }

    /** All together, one for each of the people who has an address, and one for whoever else got a mail. */
    private List<Map<String, Object>> mailboxes(String chosen) {
        var mails = sandbox.inbox().mails();
        var people = sandbox.slack().people().stream().map(SlackPerson::email).filter(email -> !email.isEmpty());
        return Stream.concat(Stream.of(""), Stream.concat(people, mails.stream().map(Mail::to)))
                .distinct()
                .map(address -> Map.<String, Object>of(
                        "address", address,
                        "count",
                                mails.stream()
                                        .filter(mail -> address.isEmpty() || address.equals(mail.to()))
                                        .count(),
                        "chosen", address.equals(chosen)))
                .toList();
    }

    private static Map<String, String> row(Execution execution) {
        return Map.of(
                "name", execution.name(),
                "title", execution.title(),
                "outcome", execution.outcome(),
                "kind", execution.outcome().toLowerCase(Locale.ROOT),
                "state", execution.state().orElse(""),
                "started", CLOCK.format(execution.started()),
                "input", JsonText.shown(execution.input()),
                "error", execution.error().map(JsonText::cut).orElse(""),
                "end",
                        execution
                                .output()
                                .map(Object::toString)
                                .map(JsonText::shown)
                                .orElse(""));
    }

    /** The first ones, as many as the page takes. */
    static <T> Newest<T> newest(List<T> all, ToIntFunction<T> length) {
        var shown = new ArrayList<T>();
        var characters = 0;
        for (var each : all) {
            characters += length.applyAsInt(each);
            if (shown.size() == MOST || !shown.isEmpty() && characters > MOST_CHARACTERS) {
                return new Newest<>(shown, "" + shown.size());
            }
            shown.add(each);
        }
        return new Newest<>(shown, "");
    }

    /** Newest first; numbered in the order of their arrival. */
    private List<Letter> letters(String mailbox) {
        var mails = sandbox.inbox().mails();
        return IntStream.range(0, mails.size())
                .mapToObj(index -> Letter.of(index + 1, mails.get(index)))
                .filter(letter -> mailbox.isEmpty() || letter.to().equals(mailbox))
                .toList()
                .reversed();
    }

    static String resource(String name) {
        try (var stream = PlaygroundPage.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Example(String name, String input) {}

    record Letter(int number, String to, String subject, String at, List<Mail.Piece> pieces) {

        static Letter of(int number, Mail mail) {
            return new Letter(number, mail.to(), mail.subject(), CLOCK.format(mail.at()), mail.pieces());
        }

        int length() {
            return pieces.stream().mapToInt(piece -> piece.text().length()).sum();
        }
    }

    /** What is shown, and how many that are where there are more. */
    record Newest<T>(List<T> list, String most) {}
}
