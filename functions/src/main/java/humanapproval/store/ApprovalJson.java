package humanapproval.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.request.Channel;
import humanapproval.request.JsonFields;
import humanapproval.request.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An approval as the JSON document that the table keeps. Field by field: reflection would cost 80 ms of a cold start.
 */
final class ApprovalJson {

    private ApprovalJson() {}

    static String write(Approval approval) {
        JsonObject json = new JsonObject();
        json.addProperty("id", approval.id());
        json.addProperty("executionArn", approval.executionArn());
        approval.ask().ifPresent(ask -> json.add("ask", write(ask)));
        json.add("links", object(approval.links(), ApprovalJson::text));
        approval.slack().ifPresent(slack -> json.add("slack", write(slack)));
        json.add("deliveries", object(approval.deliveries(), ApprovalJson::write));
        JsonObject verdicts = new JsonObject();
        approval.verdicts().forEach((channel, verdict) -> verdicts.add(channel.word(), write(verdict)));
        json.add("verdicts", verdicts);
        json.addProperty("reminders", approval.reminders());
        JsonArray votes = new JsonArray();
        approval.votes().forEach(vote -> votes.add(write(vote)));
        json.add("votes", votes);
        approval.closing().ifPresent(closing -> json.add("closing", write(closing)));
        json.addProperty("resumed", approval.resumed());
        return json.toString();
    }

    static Approval read(String document, long version) {
        JsonFields json = JsonFields.parse(document, "record");
        Map<Channel, Verdict> verdicts = new LinkedHashMap<>();
        map(json.object("verdicts"), ApprovalJson::readVerdict)
                .forEach((word, verdict) -> verdicts.put(Channel.of(word).orElseThrow(), verdict));
        List<Vote> votes = new ArrayList<>();
        json.json()
                .getAsJsonArray("votes")
                .forEach(vote -> votes.add(readVote(JsonFields.of(vote.getAsJsonObject(), "vote"))));
        return new Approval(
                json.text("id"),
                json.text("executionArn"),
                version,
                part(json, "ask", ApprovalJson::readAsk),
                texts(json.object("links")),
                part(json, "slack", ApprovalJson::readSlack),
                map(json.object("deliveries"), ApprovalJson::readDelivery),
                verdicts,
                json.count("reminders"),
                votes,
                part(json, "closing", ApprovalJson::readClosing),
                json.flag("resumed"));
    }

    private static JsonObject write(Ask ask) {
        JsonObject json = new JsonObject();
        json.addProperty("taskToken", ask.taskToken());
        json.addProperty("attempt", ask.attempt());
        json.addProperty("askedAt", ask.askedAt().toString());
        json.addProperty("deadline", ask.deadline().toString());
        json.add("request", ask.input());
        json.addProperty("digest", ask.digest());
        ask.startedBy().ifPresent(execution -> json.addProperty("startedBy", execution));
        json.addProperty("selfApproval", ask.selfApproval());
        return json;
    }

    private static Ask readAsk(JsonFields json) {
        JsonObject input = json.object("request").json();
        boolean selfApproval = json.flag("selfApproval");
        return new Ask(
                json.text("taskToken"),
                json.count("attempt"),
                json.instant("askedAt"),
                json.instant("deadline"),
                input,
                Request.read(input, selfApproval),
                json.text("digest"),
                json.optionalText("startedBy"),
                selfApproval);
    }

    private static JsonObject write(SlackMessage message) {
        JsonObject json = new JsonObject();
        json.addProperty("team", message.team());
        json.addProperty("app", message.app());
        json.addProperty("channel", message.channel());
        message.ts().ifPresent(ts -> json.addProperty("ts", ts));
        json.addProperty("posted", message.posted());
        json.add("users", object(message.users(), ApprovalJson::text));
        return json;
    }

    private static SlackMessage readSlack(JsonFields json) {
        return new SlackMessage(
                json.text("team"),
                json.text("app"),
                json.text("channel"),
                json.optionalText("ts"),
                json.count("posted"),
                texts(json.object("users")));
    }

    private static JsonObject write(Delivery delivery) {
        JsonObject json = new JsonObject();
        json.addProperty("round", delivery.round());
        json.addProperty("status", delivery.status().name());
        json.addProperty("by", delivery.by());
        json.addProperty("at", delivery.at().toString());
        return json;
    }

    private static Delivery readDelivery(JsonFields json) {
        return new Delivery(
                json.count("round"), Delivery.Status.valueOf(json.text("status")), json.text("by"), json.instant("at"));
    }

    private static JsonObject write(Verdict verdict) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", verdict.kind().name());
        json.addProperty("reason", verdict.reason());
        JsonArray unreached = new JsonArray();
        verdict.unreached().forEach(unreached::add);
        json.add("unreached", unreached);
        return json;
    }

    private static Verdict readVerdict(JsonFields json) {
        Set<String> unreached = new TreeSet<>();
        json.json().getAsJsonArray("unreached").forEach(email -> unreached.add(email.getAsString()));
        return new Verdict(Verdict.Kind.valueOf(json.text("kind")), json.text("reason"), unreached);
    }

    /** A vote as the table and the outcome have it. */
    static JsonObject write(Vote vote) {
        JsonObject json = new JsonObject();
        json.addProperty("approver", vote.approver());
        json.addProperty("name", vote.name());
        json.addProperty("channel", vote.channel().word());
        json.addProperty("decision", vote.decision().name());
        json.addProperty("comment", vote.comment());
        json.addProperty("at", vote.at().toString());
        return json;
    }

    private static Vote readVote(JsonFields json) {
        return new Vote(
                json.text("approver"),
                json.text("name"),
                Channel.of(json.text("channel")).orElseThrow(),
                Decision.valueOf(json.text("decision")),
                json.text("comment"),
                json.instant("at"));
    }

    private static JsonObject write(Approval.Closing closing) {
        JsonObject json = new JsonObject();
        json.addProperty("state", closing.state().name());
        json.addProperty("at", closing.at().toString());
        closing.failure().ifPresent(failure -> {
            json.addProperty("errorName", failure.name());
            json.addProperty("errorCause", failure.cause());
        });
        return json;
    }

    private static Approval.Closing readClosing(JsonFields json) {
        Optional<Approval.Failure> failure =
                json.optionalText("errorName").map(name -> new Approval.Failure(name, json.text("errorCause")));
        return new Approval.Closing(State.valueOf(json.text("state")), json.instant("at"), failure);
    }

    private static JsonElement text(String text) {
        return new JsonPrimitive(text);
    }

    private static <T> JsonObject object(Map<String, T> map, Function<T, JsonElement> write) {
        JsonObject object = new JsonObject();
        map.forEach((name, value) -> object.add(name, write.apply(value)));
        return object;
    }

    private static <T> Map<String, T> map(JsonFields json, Function<JsonFields, T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        json.json().keySet().forEach(name -> map.put(name, read.apply(json.object(name))));
        return map;
    }

    private static Map<String, String> texts(JsonFields json) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.json().keySet().forEach(name -> texts.put(name, json.text(name)));
        return texts;
    }

    private static <T> Optional<T> part(JsonFields json, String name, Function<JsonFields, T> read) {
        return json.has(name) ? Optional.of(read.apply(json.object(name))) : Optional.empty();
    }
}
