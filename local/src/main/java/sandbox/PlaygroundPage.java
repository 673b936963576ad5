package sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** The page of the playground: start an approval, watch the executions, read the mails. */
final class PlaygroundPage {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Gson json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private final Template template = Mustache.compiler().emptyStringIsFalse(true).compile(resource("playground.html"));
    private final Sandbox sandbox;
    private final SlackPage slack;
    private final List<Example> examples = Stream.of("Deployment", "Expense", "One minute")
            .map(name -> new Example(name, resource("examples/" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".json")))
            .toList();

    private PlaygroundPage(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.slack = new SlackPage(sandbox);
    }

    static void serve(Sandbox sandbox) {
        var page = new PlaygroundPage(sandbox);
        sandbox.door().serve("/", page::show);
        sandbox.door().serve("/executions", exchange -> ofOurPage(exchange, page::start));
        sandbox.door().serve("/press", exchange -> ofOurPage(exchange, page.slack::press));
        sandbox.door().serve("/playground.css", exchange ->
                FrontDoor.send(exchange, 200, "text/css", resource("playground.css")));
        sandbox.door().serve("/playground.js", exchange ->
                FrontDoor.send(exchange, 200, "text/javascript", resource("playground.js")));
    }

    private void show(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            FrontDoor.send(exchange, 404, "text/plain", "There is nothing here.\n");
            return;
        }
        var query = exchange.getRequestURI().getQuery();
        var chosen = examples.stream().filter(example -> ("example=" + example.name()).equals(query)).findFirst()
                .orElse(examples.getFirst());
        FrontDoor.send(exchange, 200, "text/html", html(chosen, chosen.input(), ""));
    }

    private static void ofOurPage(HttpExchange exchange, HttpHandler handler) throws IOException {
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        if (!exchange.getRequestMethod().equals("POST")) {
            FrontDoor.send(exchange, 405, "text/plain", "Use the forms of the playground's page.\n");
        } else if (origin != null && !origin.equals("http://" + exchange.getRequestHeaders().getFirst("Host"))) {
            FrontDoor.send(exchange, 403, "text/plain", "Only the playground's own page may do this.\n");
        } else {
            handler.handle(exchange);
        }
    }

    private void start(HttpExchange exchange) throws IOException {
        var input = input(exchange);
        try {
            sandbox.executions().start(object(input));
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(303, -1);
        } catch (JsonParseException | SdkException e) {
            FrontDoor.send(exchange, 400, "text/html", html(examples.getFirst(), input, e.getMessage()));
        }
    }

    private String html(Example chosen, String input, String problem) {
        return template.execute(new View(
                examples.stream().map(example -> new Choice(example.name(), example.equals(chosen))).toList(),
                input, problem,
                sandbox.executions().newest(50).stream().map(this::row).toList(),
                letters(), slack.messages(), slack.notes(), sandbox.address().toString(), sandbox.account().endpoint().toString()));
    }

    private Row row(Execution execution) {
        var end = execution.output().map(json::toJson).or(execution::error).orElse("");
        return new Row(execution.name(), execution.title(), execution.outcome(), execution.outcome().toLowerCase(Locale.ROOT),
                execution.state().orElse(""), CLOCK.format(execution.started()), json.toJson(execution.input()), end);
    }

    /** Newest first; numbered in the order of their arrival. */
    private List<Letter> letters() {
        var mails = sandbox.inbox().mails();
        var letters = new ArrayList<Letter>();
        for (var number = 1; number <= mails.size(); number++) {
            var mail = mails.get(number - 1);
            letters.add(new Letter(number, mail.to(), mail.subject(), CLOCK.format(mail.at()), mail.pieces()));
        }
        return letters.reversed();
    }

    private static JsonObject object(String input) {
        try {
            if (JsonParser.parseString(input) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            var reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new JsonParseException("This is not JSON: " + reason.lines().findFirst().orElse(""), e);
        }
        throw new JsonParseException("The input must be a JSON object.");
    }

    private static String input(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(body.split("&"))
                .filter(field -> field.startsWith("input="))
                .map(field -> URLDecoder.decode(field.substring("input=".length()), StandardCharsets.UTF_8))
                .findFirst().orElse("");
    }

    private static String resource(String name) {
        try (var stream = PlaygroundPage.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the template shows. */
    record View(List<Choice> examples, String input, String problem, List<Row> executions, List<Letter> mails,
            List<SlackPage.Message> slack, List<SlackPage.Note> notes, String address, String endpoint) {}

    record Example(String name, String input) {}

    record Choice(String name, boolean chosen) {}

    record Row(String name, String title, String outcome, String kind, String state, String started, String input,
            String end) {}

    record Letter(int number, String to, String subject, String at, List<Mail.Piece> pieces) {}
}
