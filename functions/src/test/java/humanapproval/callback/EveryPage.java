package humanapproval.callback;

import com.google.gson.JsonObject;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.State;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** A page of each kind that people can come to. */
final class EveryPage {

    private static final String APPROVE = "decision=approve&confirm=yes";
    private static final String REJECT = "decision=reject&confirm=yes&comment=Too+early%2C%0D%0Aplease+wait.";
    private static final String REQUEST = "{'title': 'Deploy 1.4.2 to production', 'description': 'Adds the export "
            + "page.', 'requester': {'email': 'ana@example.com', 'name': 'Ana Ng'}, 'requireComment': 'reject', "
            + "'details': {'Commit': '9f2c1e', 'Plan': {'after': null}, "
            + "'Diff': 'https://git.example.com/compare/1.4.1...1.4.2'}";
    private static final String TWO =
            REQUEST + ", 'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}";

    private EveryPage() {}

    static CallbackFixture open() {
        return of(REQUEST + "}");
    }

    private static CallbackFixture of(String request) {
        return new CallbackFixture().with(Samples.open(request));
    }

    private static Reply ended(Ending ending) {
        return new CallbackFixture()
                .with(Samples.open(REQUEST + ", 'onTimeout': 'reject'}").ended(ending))
                .show();
    }

    static Map<String, Reply> all() {
        Map<String, Reply> pages = new LinkedHashMap<>();
        pages.put("form", open().show());
        pages.put("form-approve-first", open().http(following(Decision.APPROVE)));
        pages.put("form-reject-first", open().http(following(Decision.REJECT)));
        pages.put("form-again", open().post("decision=reject&comment=no"));
        pages.put("form-empty", of("{}").show());
        pages.put("form-wide", of(wide()).show());
        CallbackFixture counted = of(TWO);
        pages.put("counted", counted.post(APPROVE));
        pages.put("form-answered", counted.show());
        pages.put("approved", open().post(APPROVE));
        pages.put("rejected", open().post(REJECT));
        CallbackFixture late = open();
        late.post(REJECT);
        pages.put("too-late", late.post(APPROVE));
        pages.put("expired", ended(Ending.of(State.EXPIRED, Samples.NOW)));
        pages.put("rejected-by-silence", ended(Ending.of(State.REJECTED, Samples.NOW)));
        pages.put("cancelled", ended(Ending.of(State.CANCELLED, Samples.NOW)));
        pages.put(
                "failed",
                ended(Ending.failed(new Failure(Failure.UNDELIVERABLE, "email: Nobody can be mailed."), Samples.NOW)));
        pages.put("not-found-404", new CallbackFixture().show());
        CallbackFixture notRecorded = open();
        notRecorded.table.failingPuts = 1;
        pages.put("not-recorded-503", notRecorded.post(APPROVE));
        CallbackFixture notTold = open();
        notTold.stepFunctions.faults.add(
                SfnException.builder().message("throttled").build());
        pages.put("not-told-503", notTold.post(REJECT));
        CallbackFixture unreadable = open();
        unreadable.table.failingReads = 1;
        pages.put("unreadable-503", unreadable.show());
        pages.put("refused-403", of("{'requester': 'bob@example.com'}").post(APPROVE));
        JsonObject broken = Samples.event("ApprovalCallback-show.json");
        broken.remove("resource");
        pages.put("our-fault-500", open().http(broken));
        return pages;
    }

    private static JsonObject following(Decision decision) {
        JsonObject event = Samples.event("ApprovalCallback-show.json");
        event.getAsJsonObject("queryStringParameters").addProperty("decision", decision.word());
        return event;
    }

    /** Everything that could be too wide or too long. */
    private static String wide() {
        String local = "w".repeat(64);
        String address = local + "@" + "d".repeat(63) + ".example.com";
        String lines = IntStream.rangeClosed(1, 60)
                .mapToObj(i -> "line " + i + " " + "x".repeat(i * 4))
                .collect(Collectors.joining("\\n"));
        return "{'title': '" + "W".repeat(180) + "', 'description': '" + "https://example.com/" + "p".repeat(300)
                + "', 'requester': {'email': '" + local + "@example.com', 'name': '" + "N".repeat(120) + "'}, "
                + "'approvers': ['bob@example.com', '" + address + "'"
                + IntStream.range(2, 50)
                        .mapToObj(
                                i -> ", {'email': 'p" + i + local.substring(4) + "@example.com', 'name': 'P" + i + "'}")
                        .collect(Collectors.joining())
                + "], 'requiredApprovals': 2, 'requireComment': 'always', 'onTimeout': 'fail', 'details': {'"
                + "n".repeat(250) + "': '" + "v".repeat(500) + "', 'Lines': '" + lines
                + "', 'One line': '" + "word ".repeat(4_000) + "', 'Short lines': 'a\\n\\tb', "
                + "'Structure': {'" + "k".repeat(200) + "': ['" + "u".repeat(200) + "', null, {}, []]}, "
                + "'مرحبا': 'שלום עולם, 本番環境へのデプロイ'}}";
    }

    /** Keeps each as JSON: status, headers, body; and those that API Gateway sends by itself. */
    static void keep(Path folder) throws IOException {
        Map<String, Reply> pages = all();
        JsonObject html = new JsonObject();
        html.addProperty("Content-Type", "text/html; charset=utf-8");
        Pattern.compile("<!doctype html>.*?</html>", Pattern.DOTALL)
                .matcher(Samples.file("template.yaml"))
                .results()
                .forEach(page -> pages.put("gateway-" + pages.size(), new Reply(200, html, page.group())));
        Files.createDirectories(folder);
        for (File left : folder.toFile().listFiles()) {
            Files.delete(left.toPath());
        }
        for (Map.Entry<String, Reply> page : pages.entrySet()) {
            JsonObject kept = new JsonObject();
            kept.addProperty("status", page.getValue().status());
            kept.add("headers", page.getValue().headers());
            kept.addProperty("body", page.getValue().body());
            Files.writeString(folder.resolve(page.getKey() + ".json"), kept.toString());
        }
    }
}
