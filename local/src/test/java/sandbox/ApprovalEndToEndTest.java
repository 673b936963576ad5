package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What approvers can do, from the mail to the end of the workflow. */
class ApprovalEndToEndTest extends EndToEnd {

    @Test
    void anApprovalEndsTheWorkflowApproved() {
        Mail mail = asking.ask(Asking.json("{'requester': 'ana@example.com', 'details': {'Commit': '9f2c1e'}}"));
        assertTrue(
                mail.body().contains("ana@example.com asks for your decision.")
                        && mail.body().contains("> Commit: 9f2c1e"),
                mail.body());
        Page page = asking.open(mail);
        assertTrue(page.text().contains("You decide as approver@example.com"), page.text());
        Page answer = asking.visitor.answer(page, "approve", "");
        assertTrue(
                answer.text().startsWith("Approved") && answer.text().contains("The workflow was told: approved."),
                answer.text());
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void aRejectionBringsItsCommentToTheWorkflow() {
        Page page = asking.open(asking.ask());
        assertEquals(
                200,
                asking.visitor
                        .answer(page, "reject", "Not on a Friday, \uD83D\uDE00 ü")
                        .status());
        Execution ended = asking.end();
        assertEquals("SUCCEEDED", ended.status());
        assertEquals("REJECTED", ended.outcome());
        assertEquals(
                "Not on a Friday, \uD83D\uDE00 ü", vote(ended).get("comment").getAsString());
        assertEquals("approver@example.com", vote(ended).get("approver").getAsString());
    }

    private static JsonObject vote(Execution execution) {
        return execution.output().orElseThrow().getAsJsonArray("votes").get(0).getAsJsonObject();
    }

    @Test
    void getAndHeadRepeatedAHundredTimesDecideNothing() {
        Mail mail = asking.ask();
        for (int i = 0; i < 50; i++) {
            assertEquals(200, asking.visitor.open(mail.link("approve")).status());
            assertEquals(200, asking.visitor.peek(mail.link("reject")).status());
        }
        assertTrue(asking.waits());
        assertEquals(2, asking.open(mail).forms().size());
    }

    @Test
    void aBotThatPressesEveryButtonWithoutTickingDecidesNothing() {
        Mail mail = asking.ask();
        for (Form form : asking.open(mail).forms()) {
            Page refused = asking.visitor.send(form);
            assertEquals(400, refused.status());
            refused.forms()
                    .forEach(again ->
                            assertEquals(400, asking.visitor.send(again).status()));
        }
        assertTrue(asking.waits());
    }

    @Test
    void aSecondAnswerIsTheSameOrTooLate() {
        Page page = asking.open(asking.ask());
        asking.visitor.answer(page, "approve", "first");
        assertEquals(200, asking.visitor.answer(page, "approve", "second").status());
        Page late = asking.visitor.answer(page, "reject", "");
        assertEquals(409, late.status());
        assertTrue(late.text().contains("Approved by approver@example.com by email"), late.text());
        assertEquals("first", vote(asking.end()).get("comment").getAsString());
    }

    @Test
    void twoAnswersAtTheSameInstantDecideOnce() throws Exception {
        Page page = asking.open(asking.ask());
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Page>> answers = List.of(
                    () -> asking.visitor.answer(page, "approve", ""), () -> asking.visitor.answer(page, "reject", ""));
            List<Integer> statuses = people.invokeAll(answers).stream()
                    .map(answer -> answer.resultNow().status())
                    .sorted()
                    .toList();
            assertEquals(List.of(200, 409), statuses);
        }
        assertEquals(
                1, asking.end().output().orElseThrow().getAsJsonArray("votes").size());
    }

    @Test
    void unknownAlteredAndForeignLinksShowTheSameNothing() {
        Mail mail = asking.ask();
        String link = mail.link("approve").toString().replaceAll("\\?.*", "");
        Page altered = asking.visitor.open(URI.create(link + "x"));
        Page unknown = asking.visitor.open(URI.create(link.replaceAll("/approvals/[^/]+", "/approvals/unknown")));
        Mail other;
        try (Asking second = new Asking(sandbox)) {
            other = second.ask();
        }
        String foreign =
                link.replaceAll("[^/]+$", "") + other.link("approve").getPath().replaceAll(".*/", "");
        for (Page page : List.of(altered, unknown, asking.visitor.open(URI.create(foreign)))) {
            assertEquals(404, page.status());
            assertEquals(altered.html().outerHtml(), page.html().outerHtml());
        }
    }

    @Test
    void whatIsNoClearAnswerDecidesNothing() {
        Page page = asking.open(asking.ask());
        Form approve = page.form("approve").with("confirm", "yes");
        for (Form form : List.of(
                approve.with("decision", "launch"),
                new Form(approve.action(), Map.of("confirm", "yes")),
                approve.with("comment", "x".repeat(1001)),
                approve.with("comment", "x".repeat(20_000)))) {
            Page refused = asking.visitor.send(form);
            assertEquals(400, refused.status());
            assertFalse(refused.html().select("[role=alert]").isEmpty());
        }
        assertTrue(asking.waits());
    }

    @Test
    void everyPageTellsBrowsersToKeepItToThemselves() {
        var headers = asking.open(asking.ask()).headers();
        assertEquals("no-store", headers.firstValue("cache-control").orElse(""));
        assertEquals("no-referrer", headers.firstValue("referrer-policy").orElse(""));
        assertTrue(headers.firstValue("content-security-policy").orElse("").contains("frame-ancestors 'none'"));
    }

    @Test
    void whatIsNoLinkAtAllGetsThePlainPageOfTheGateway() {
        Page page = asking.visitor.open(sandbox.address().resolve("/approvals/half-a-link"));
        assertEquals(404, page.status());
        assertEquals("There is nothing here", page.html().selectFirst("h1").text());
        assertEquals("no-store", page.headers().firstValue("cache-control").orElse(""));
        assertEquals(
                "default-src; base-uri; form-action; frame-ancestors; sandbox",
                page.headers().firstValue("content-security-policy").orElse(""));
    }
}
