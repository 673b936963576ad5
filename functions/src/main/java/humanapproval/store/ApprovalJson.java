package humanapproval.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.request.Channel;
import humanapproval.request.JsonFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An approval as the JSON document that the table keeps. Field by field: reflection would cost 80 ms of a cold start. */
final class ApprovalJson {

    private ApprovalJson() {}

    static String write(Approval approval) {
        JsonObject json = new JsonObject();
        json.addProperty("id", approval.id());
        json.addProperty("executionArn", approval.executionArn());
        approval.ask().ifPresent(ask -> json.add("ask", write(ask)));
        json.add("links", array(approval.links(), ApprovalJson::write));
        approval.slack().ifPresent(slack -> json.add("slack", write(slack)));
        JsonObject verdicts = new JsonObject();
        approval.verdicts().forEach((channel, verdict) -> verdicts.add(channel.word(), write(verdict)));
        json.add("verdicts", verdicts);
        json.addProperty("reminders", approval.reminders());
        json.add("votes", array(approval.votes(), ApprovalJson::write));
        approval.closing().ifPresent(closing -> json.add("closing", write(closing)));
        json.addProperty("resumed", approval.resumed());
        return json.toString();
    }

    static Approval read(String document) {
        JsonFields json = JsonFields.parse(document, "record");
        return new Approval(
                json.text("id"),
                json.text("executionArn"),
                json.has("ask") ? Optional.of(readAsk(json.object("ask"))) : Optional.empty(),
                list(json, "links", ApprovalJson::readLink),
                json.has("slack") ? Optional.of(readSlack(json.object("slack"))) : Optional.empty(),
                readVerdicts(json.object("verdicts")),
                json.count("reminders"),
                list(json, "votes", ApprovalJson::readVote),
                json.has("closing") ? Optional.of(readClosing(json.object("closing"))) : Optional.empty(),
                json.flag("resumed"));
    }

    private static JsonObject write(Approval.Ask ask) {
        JsonObject json = new JsonObject();
        json.addProperty("taskToken", ask.taskToken());
        json.addProperty("attempt", ask.attempt());
        json.addProperty("askedAt", ask.askedAt().toString());
        json.addProperty("deadline", ask.deadline().toString());
        json.add("request", ask.request());
        json.addProperty("digest", ask.digest());
        json.addProperty("selfApproval", ask.selfApproval());
        return json;
    }

    private static Approval.Ask readAsk(JsonFields json) {
        return new Approval.Ask(json.text("taskToken"), json.count("attempt"), json.instant("askedAt"), json.instant("deadline"),
                json.object("request").json(), json.text("digest"), json.flag("selfApproval"));
    }

    private static JsonObject write(Link link) {
        JsonObject json = new JsonObject();
        json.addProperty("codeHash", link.codeHash());
        json.addProperty("approver", link.approver());
        json.addProperty("round", link.round());
        json.addProperty("status", link.status().name());
        json.addProperty("at", link.at().toString());
        return json;
    }

    private static Link readLink(JsonFields json) {
        return new Link(json.text("codeHash"), json.text("approver"), json.count("round"), Link.Status.valueOf(json.text("status")), json.instant("at"));
    }

    private static JsonObject write(SlackMessage message) {
        JsonObject json = new JsonObject();
        json.addProperty("team", message.team());
        json.addProperty("app", message.app());
        json.addProperty("channel", message.channel());
        message.ts().ifPresent(ts -> json.addProperty("ts", ts));
        json.addProperty("posted", message.posted());
        JsonObject users = new JsonObject();
        message.users().forEach(users::addProperty);
        json.add("users", users);
        json.addProperty("reminded", message.reminded());
        json.addProperty("status", message.status().name());
        json.addProperty("at", message.at().toString());
        return json;
    }

    private static SlackMessage readSlack(JsonFields json) {
        JsonFields found = json.object("users");
        Map<String, String> users = new HashMap<>();
        found.json().keySet().forEach(email -> users.put(email, found.text(email)));
        return new SlackMessage(json.text("team"), json.text("app"), json.text("channel"), json.optionalText("ts"), json.count("posted"), users,
                json.count("reminded"),                SlackMessage.Status.valueOf(json.text("status")), json.instant("at"));
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

    private static Map<Channel, Verdict> readVerdicts(JsonFields json) {
        Map<Channel, Verdict> verdicts = new EnumMap<>(Channel.class);
        for (String word : json.json().keySet()) {
            JsonFields verdict = json.object(word);
            verdicts.put(Channel.of(word).orElseThrow(), new Verdict(Verdict.Kind.valueOf(verdict.text("kind")), verdict.text("reason"),
                    verdict.json().getAsJsonArray("unreached").asList().stream().map(JsonElement::getAsString).collect(Collectors.toSet())));
        }
        return verdicts;
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
        return new Vote(json.text("approver"), json.text("name"), Channel.of(json.text("channel")).orElseThrow(), Decision.valueOf(json.text("decision")), json.text("comment"), json.instant("at"));
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
        Optional<Approval.Failure> failure = json.optionalText("errorName").map(name -> new Approval.Failure(name, json.text("errorCause")));
        return new Approval.Closing(State.valueOf(json.text("state")), json.instant("at"), failure);
    }

    private static <T> JsonArray array(List<T> elements, Function<T, JsonElement> write) {
        JsonArray array = new JsonArray();
        elements.forEach(element -> array.add(write.apply(element)));
        return array;
    }

    private static <T> List<T> list(JsonFields json, String name, Function<JsonFields, T> read) {
        List<T> elements = new ArrayList<>();
        for (JsonElement element : json.json().getAsJsonArray(name)) {
            elements.add(read.apply(JsonFields.of(element.getAsJsonObject(), name)));
        }
        return elements;
    }
}
