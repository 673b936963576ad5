package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import humanapproval.waiter.Waiter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class PagesTest {

    private final Approval open =
            Samples.open("{'title': 'Deploy', 'details': {'Commit': '9f2c1e'}, 'requester': 'ana@example.com'}");
    private final CallbackFixture callback = new CallbackFixture().with(open);

    @Test
    void getAndHeadRepeatedAHundredTimesDecideNothing() {
        var before = Map.copyOf(callback.table.items);
        JsonObject head = Samples.event("ApprovalCallback-show.json");
        head.addProperty("httpMethod", "HEAD");
        for (int i = 0; i < 100; i++) {
            assertEquals(200, callback.show().status());
            assertEquals("", callback.http(head).body());
        }
        assertEquals(before, callback.table.items);
        assertTrue(callback.stepFunctions.successes.isEmpty());
    }

    @Test
    void thePageShowsTheRequestAndAsksForATick() {
        Document page = callback.show().page();
        assertEquals("Deploy", page.selectFirst("h1").text());
        assertTrue(
                page.text().contains("You decide as bob@example.com")
                                && page.text().contains("9f2c1e")
                                && page.text().contains("1 hour left")
                        || page.text().contains("60 minutes left"),
                page.text());
        assertEquals("en", page.selectFirst("html").attr("lang"));
        assertEquals(
                List.of("approve", "reject"),
                page.select("input[name=decision]").eachAttr("value"));
        for (Element box : page.select("input[type=checkbox]")) {
            assertFalse(box.hasAttr("checked"));
            assertTrue(box.hasAttr("required") && box.closest("label") != null);
        }
        assertTrue(page.select("script, [onclick], img, link, iframe").isEmpty());
        assertTrue(page.select("form").stream()
                .allMatch(form ->
                        form.attr("action").equals("?") && form.attr("method").equals("post")));
    }

    @Test
    void theCallerIsShownAsSaidWithALink() {
        String caller = "arn:aws:states:eu-west-1:123456789012:execution:Deploy:r7";
        callback.with(Samples.linked(Samples.opened(Samples.startedBy(caller)), Samples.CODE, Samples.BOB));
        Element execution = callback.show().page().selectFirst(".technical dd.execution");
        assertEquals("run-1, which says it was started by Deploy:r7", execution.text());
        assertTrue(execution.select("a").last().attr("href").endsWith(caller));
    }

    @Test
    void theLinkThatWasFollowedComesFirst() {
        JsonObject event = Samples.event("ApprovalCallback-show.json");
        event.getAsJsonObject("queryStringParameters").addProperty("decision", "reject");
        Document page = callback.http(event).page();
        assertEquals(
                List.of("reject", "approve"),
                page.select("input[name=decision]").eachAttr("value"));
        assertTrue(page.select("form").first().closest("details.other") == null
                && page.select("form").last().closest("details.other") != null);
        event.getAsJsonObject("queryStringParameters").addProperty("decision", "launch");
        assertTrue(callback.http(event).page().select("details.other").isEmpty());
    }

    @Test
    void anUnknownAnAlteredAForeignAndAnExpiredLinkGetTheSamePage() {
        Reply unknown = callback.http(CallbackFixture.withPath("approvalId", "unknown"));
        Reply altered = callback.http(CallbackFixture.withPath("linkCode", Samples.CODE + "x"));
        Reply odd = callback.http(CallbackFixture.withPath("approvalId", "../admin"));
        callback.with(
                Approval.tombstone("other", Waiter.gone(Samples.EXECUTION), Ending.of(State.EXPIRED, Samples.NOW)));
        Reply foreign = callback.http(CallbackFixture.withPath("approvalId", "other"));
        callback.clock.move(Duration.ofDays(9));
        Reply expired = callback.show();
        assertEquals(404, unknown.status());
        for (Reply other : List.of(altered, odd, foreign, expired, callback.post("decision=approve&confirm=yes"))) {
            assertEquals(unknown, other);
        }
    }

    @Test
    void hostileTextStaysText() {
        String evil =
                "</p><script>alert(1)</script><form action=https://evil.example><img src=x onerror=alert(1)>\u202Egpj";
        JsonObject request = new JsonObject();
        for (String field : List.of("title", "description", evil)) {
            request.addProperty(field, evil);
        }
        CallbackFixture hostile =
                new CallbackFixture().with(Samples.open(request.toString().replace("'", "")));
        for (Reply reply : List.of(
                hostile.show(),
                hostile.post(
                        "decision=approve&confirm=yes&comment=" + URLEncoder.encode(evil, StandardCharsets.UTF_8)))) {
            assertTrue(reply.page()
                    .select("script, img, [onerror], form[action^=http]")
                    .isEmpty());
            assertTrue(reply.page().text().contains("<script>alert(1)</script>")
                    && reply.page().text().contains("\\u202Egpj"));
        }
    }

    @Test
    void everyPageIsLockedDown() throws Exception {
        Reply shown = callback.show();
        for (Reply reply : List.of(
                shown,
                callback.http(CallbackFixture.withPath("linkCode", "x")),
                callback.post(""),
                callback.post("decision=approve&confirm=yes"))) {
            assertEquals(shown.headers(), reply.headers());
            String style = reply.page().selectFirst("style").data();
            String hash = Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
            assertEquals(
                    "default-src 'none'; style-src 'sha256-" + hash
                            + "'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                    reply.headers().get("Content-Security-Policy").getAsString());
        }
        for (String header : List.of("no-store", "no-referrer", "nosniff", "noindex", "text/html; charset=utf-8")) {
            assertTrue(shown.headers().toString().contains(header), header);
        }
    }

    @Test
    void aBrokenHttpEventIsOurFaultAndSaysNothing() {
        JsonObject event = Samples.event("ApprovalCallback-show.json");
        event.addProperty("pathParameters", "text");
        Reply reply = callback.http(event);
        assertEquals(500, reply.status());
        assertTrue(reply.page().text().contains("Something went wrong"));
    }

    @Test
    void whoeverComesLaterSeesWhoDecided() {
        callback.post("decision=reject&confirm=yes&comment=Too+early");
        Document page = callback.show().page();
        assertEquals("Rejected", page.selectFirst("h1").text());
        assertTrue(page.text().contains("Rejected by bob@example.com by email on 31 January 2026, 12:00 UTC.")
                && page.text().contains("Too early"));
        assertTrue(page.select("form").isEmpty());
    }

    @Test
    void whoeverComesLaterSeesThatItWasDecidedInSlack() {
        callback.inSlack()
                .with(SlackPress.asked(
                        "{'title': 'Deploy'}", Map.of(Samples.BOB, SlackPress.USER, "ana@example.com", "U0ANA000001")));
        callback.press(SlackPress.approve());
        Document page = callback.show().page();
        assertEquals("Approved", page.selectFirst("h1").text());
        assertTrue(
                page.text().contains("Approved by bob@example.com in Slack on 31 January 2026, 12:00 UTC.")
                        && page.text().contains("Looks good."),
                page.text());
    }

    @Test
    void whoHasNoEmailHereIsShownByTheNameInSlackWhichStaysText() {
        callback.inSlack().with(SlackPress.asked("{'title': 'Deploy'}", Map.of("ana@example.com", "U0ANA000001")));
        callback.press(SlackPress.reject().by("U0CAROL0001", "<img src=x onerror=alert(1)>\u202Ecarol@example.com"));
        Document page = callback.show().page();
        assertTrue(
                page.text().contains("Rejected by <img src=x onerror=alert(1)>\\u202Ecarol@example.com in Slack on"),
                page.text());
        assertTrue(page.select("img, [onerror]").isEmpty());
        assertFalse(page.text().contains("U0CAROL0001"));
    }

    @Test
    void aLinkWhoseMailWasNotConfirmedWorksAllTheSame() {
        CallbackFixture unconfirmed = new CallbackFixture()
                .with(open.with(
                        ChannelName.EMAIL,
                        outbox -> outbox.with(Samples.BOB, new Claim(0, Claim.Status.UNCONFIRMED, "", Samples.NOW))));
        assertEquals(200, unconfirmed.show().status());
    }
}
