package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Decision;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import humanapproval.fake.SlackCall;
import humanapproval.json.MalformedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class SlackChannelTest {

    private final SlackFixture fixture = new SlackFixture();

    private String steps() {
        return fixture.log().lines().reduce((first, last) -> last).orElseThrow();
    }

    @Test
    void aRequestIsPostedOnceAndNotedWithItsVerdict() {
        assertTrue(fixture.takes(SlackFixture.requested()));
        SlackCall post = fixture.posts().getFirst();
        assertEquals(1, fixture.posts().size());
        assertEquals(SlackFixture.PLACE, post.argument("channel"));
        assertEquals("xoxb-1", post.token());
        assertFalse(post.arguments().containsKey("thread_ts"));
        assertEquals(Status.SENT, fixture.status("request"));
        assertEquals(Optional.of("1769860801.000001"), fixture.message().ts());
        assertEquals(FakeSlack.TEAM, fixture.state().team());
        assertEquals(FakeSlack.APP, fixture.state().app());
        assertEquals(Reach.allBut(Set.of()), fixture.reach());
        assertEquals(State.OPEN, fixture.record().state());
        assertTrue(fixture.stepFunctions.failures.isEmpty());
        assertTrue(fixture.sqs.changes.isEmpty());
    }

    @Test
    void theTaskTokenIsInNoCall() {
        fixture.takes(SlackFixture.requested());
        fixture.takes(SlackFixture.closed("EXPIRED"));
        assertFalse(fixture.slack.calls.isEmpty());
        assertFalse(fixture.slack.calls.toString().contains(Samples.TOKEN));
    }

    @Test
    void theLogHasTheApprovalAndNothingOfWhatWasSaid() {
        fixture.takes(SlackFixture.requested());
        fixture.takes(Samples.event("SlackChannel-refused.json"));
        fixture.slack.fail("chat.update", FakeSlack.Fault.status(500));
        assertFalse(fixture.takes(Samples.event("SlackChannel-closed.json")));
        assertEquals(3, fixture.log().lines().count());
        for (String line : fixture.log().lines().toList()) {
            assertTrue(
                    line.contains(Samples.ID)
                            && line.contains("\"function\":\"SlackChannel\"")
                            && line.contains("\"requestId\":\"request-1\""),
                    line);
            for (String secret : List.of(
                    Samples.TOKEN,
                    "xoxb",
                    "hooks.slack.com",
                    "abcdefghijklmnop",
                    "@example.com",
                    "Deploy",
                    "export",
                    "approvers")) {
                assertFalse(line.contains(secret), line);
            }
        }
        assertTrue(steps().contains("Slack did not answer."), steps());
    }

    @Test
    void everyEventSaysInAWordWhatCameOfIt() {
        fixture.takes(SlackFixture.requested());
        assertTrue(steps().contains("\"DELIVERED\""), steps());
        fixture.takes(SlackFixture.requested());
        assertTrue(steps().contains("\"NOTHING_TO_DELIVER\""), steps());
        fixture.takes(Samples.event("SlackChannel-refused.json"));
        assertTrue(steps().contains("\"DELIVERED\""), steps());
        fixture.takes(SlackFixture.recorded("1.1"));
        assertTrue(steps().contains("\"DELIVERED\""), steps());
        fixture.takes(SlackFixture.requested("{'requiredApprovals': 2}"));
        assertTrue(steps().contains("\"REFUSED\""), steps());
        fixture.takes(QueueEvents.of("another", SlackFixture.requested("{'channels': ['email']}")));
        assertTrue(steps().contains("\"NOT_ASKED\""), steps());
        fixture.takes(SlackFixture.closed("EXPIRED"));
        assertTrue(steps().contains("\"CLOSED\""), steps());
    }

    @Test
    void aMalformedMessageFailsAloneAndItsFieldIsNamed() {
        JsonObject both = SlackFixture.EVENTS.malformedWith(SlackFixture.requested());
        assertEquals(List.of("malformed"), QueueEvents.failures(fixture.invoke(both)));
        assertEquals(1, fixture.posts().size());
        assertTrue(fixture.log().contains("taskToken"), fixture.log());
    }

    @Test
    void whatIsNoSqsEventGetsAClearError() {
        for (String event : List.of("{'key1': 'value1'}", "{'Records': {}}", "{'Records': null}")) {
            String message = assertThrows(MalformedException.class, () -> fixture.invoke(Samples.json(event)))
                    .getMessage();
            assertTrue(message.contains("SQS"), message);
        }
        assertEquals(Samples.json("{'batchItemFailures': []}"), fixture.invoke(Samples.json("{'Records': []}")));
        assertTrue(fixture.slack.calls.isEmpty());
        assertEquals(0, fixture.token.reads);
    }

    @Test
    void settingsThatAreMissingAreNamed() {
        assertFalse(fixture.takes(SlackFixture.EVENTS.changed(
                "requested", body -> body.getAsJsonObject("settings").remove("slackApiUrl"))));
        assertTrue(fixture.log().contains("slackApiUrl"), fixture.log());
    }

    @Test
    void theDeployersAddressOfSlackIsCalled() {
        fixture.takes(SlackFixture.EVENTS.changed(
                "requested",
                body -> body.getAsJsonObject("settings").addProperty("slackApiUrl", "https://hooks.slack.com/gov/")));
        assertEquals(
                "https://hooks.slack.com/gov/auth.test",
                fixture.slack.calls.getLast().method());
    }

    @Test
    void theRequestsChannelWinsOverTheDeployers() {
        fixture.takes(SlackFixture.requested("{'title': 'T', 'slackChannel': 'G9999999999'}"));
        assertEquals("G9999999999", fixture.posts().getFirst().argument("channel"));
        fixture.decide(fixture.vote(Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, ""));
        fixture.takes(SlackFixture.closed("APPROVED"));
        assertEquals("G9999999999", fixture.updates().getFirst().argument("channel"));
    }

    @Test
    void aRequestAfterItsDeadlineIsDropped() {
        fixture.clock.move(Duration.ofHours(1));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.slack.calls.isEmpty());
        assertTrue(fixture.table.items.isEmpty());
    }

    @Test
    void aRequestUpToItsDeadlineIsPosted() {
        fixture.clock.move(Duration.ofHours(1).minusMillis(1));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void connectionsThatFrozeWithTheFunctionAreDropped() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            OkHttpClient http = SlackCalls.http().build();
            Request request = new Request.Builder()
                    .url("http://localhost:" + server.getAddress().getPort() + "/")
                    .build();
            try (Response response = http.newCall(request).execute()) {
                assertEquals("ok", response.body().string());
            }
            assertEquals(1, http.connectionPool().connectionCount());
            Samples.invoke(fixture.process(http), Samples.json("{'Records': []}"));
            assertEquals(0, http.connectionPool().connectionCount());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nothingIsSentAgainBehindOurBack() {
        OkHttpClient http = SlackCalls.http().build();
        assertFalse(http.retryOnConnectionFailure());
        assertFalse(http.followRedirects());
        assertEquals(4000, http.callTimeoutMillis());
    }
}
