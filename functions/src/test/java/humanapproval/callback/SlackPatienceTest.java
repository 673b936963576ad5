package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.lambda.AwsClients;
import humanapproval.slack.SlackPress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slack waits 3 seconds: a service of AWS that hangs is an error in time, so that its person presses again. */
class SlackPatienceTest {

    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private HttpServer aws;
    private volatile String hangs = "";
    private volatile JsonElement item;

    @BeforeEach
    void start() throws IOException {
        CallbackFixture fixture = new CallbackFixture().with(SlackPress.asked());
        item = item(fixture.table.items.get(Samples.ID));
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.setExecutor(threads);
        aws.createContext("/", this::answer);
        aws.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        aws.stop(0);
        threads.close();
    }

    private static JsonObject item(java.util.Map<String, ?> kept) {
        JsonObject item = new JsonObject();
        kept.forEach((name, value) -> {
            var attribute = (software.amazon.awssdk.services.dynamodb.model.AttributeValue) value;
            JsonObject typed = new JsonObject();
            typed.addProperty(attribute.n() == null ? "S" : "N", attribute.n() == null ? attribute.s() : attribute.n());
            item.add(name, typed);
        });
        return item;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (operation.equals(hangs)) {
                over.await();
            }
            JsonObject answer = new JsonObject();
            switch (operation) {
                case "GetItem" -> answer.add("Item", item);
                case "PutItem" ->
                    item = JsonParser.parseString(sent).getAsJsonObject().get("Item");
                case "GetSecretValue" -> answer.addProperty("SecretString", SlackPress.SECRET);
                case "PutEvents" -> answer.addProperty("FailedEntryCount", 0);
                default -> {
                    // An empty answer is one.
                }
            }
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int press(Duration patience) {
        AwsClients clients = AwsClients.reaching(
                URI.create("http://127.0.0.1:" + aws.getAddress().getPort()), Samples.ENVIRONMENT, patience);
        ApprovalCallback callback = new ApprovalCallback(
                ApprovalCallback.Clients.of(clients),
                Samples.ENVIRONMENT,
                clock,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        String now = String.valueOf(clock.instant().getEpochSecond());
        return Samples.invoke(callback, SlackPress.approve().signed(SlackPress.SECRET, now))
                .get("statusCode")
                .getAsInt();
    }

    @ParameterizedTest
    @CsvSource({"GetSecretValue, 500", "GetItem, 500", "PutItem, 500", "SendTaskSuccess, 503", "PutEvents, 500"})
    void whateverHangsIsAnErrorInTime(String operation, int status) {
        assertEquals(200, press(Duration.ofSeconds(20)), "warm, and nothing hangs");
        item = item(new CallbackFixture().with(SlackPress.asked()).table.items.get(Samples.ID));
        hangs = operation;
        long began = System.nanoTime();
        assertEquals(status, press(PATIENCE));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(PATIENCE.multipliedBy(2)) < 0, took.toString());
        hangs = "";
        assertEquals(200, press(Duration.ofSeconds(20)), "the same press again counts");
    }

    @Test
    void theAnswerComesBeforeSlackGivesUp() {
        assertTrue(ApprovalCallback.PATIENCE.compareTo(Duration.ofMillis(2500)) < 0);
        assertTrue(ApprovalCallback.PATIENCE.compareTo(Duration.ofSeconds(1)) > 0);
    }
}
