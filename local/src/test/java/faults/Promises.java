package faults;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import faults.Story.Answer;
import faults.Story.Told;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sandbox.Mail;

/** What holds whatever goes wrong, checked from outside when a story is over. */
final class Promises {

    /** What it means when a promise is broken. */
    enum Kind {
        LOST,
        DOUBLED,
        STUCK,
        WRONG
    }

    /** A promise that was not kept, with what was seen instead. */
    record Broken(Kind kind, String promise, String seen) {}

    private record Promise(Kind kind, String words, Function<End, Stream<String>> seenInstead) {}

    private static final List<Promise> ALL = List.of(
            new Promise(Kind.STUCK, "An execution ends, soon after its deadline at the latest.", Promises::overTime),
            new Promise(Kind.LOST, "An answer that was acknowledged counts.", Promises::lost),
            new Promise(Kind.LOST, "The workflow gets the outcome and the votes of the record.", Promises::differs),
            new Promise(Kind.WRONG, "It ends as its people decided, or as it ends without them.", Promises::otherEnd),
            new Promise(Kind.WRONG, "Only what an approver answered in time counts.", Promises::notAnswered),
            new Promise(Kind.WRONG, "Who was told that it came too late does not count.", Promises::lateCounts),
            new Promise(Kind.DOUBLED, "A person gets one mail for each round.", Promises::mailedTwice),
            new Promise(Kind.DOUBLED, "A request has one message in Slack.", Promises::postedTwice));

    private Promises() {}

    static List<Broken> broken(End end) {
        return ALL.stream()
                .flatMap(promise ->
                        promise.seenInstead().apply(end).map(seen -> new Broken(promise.kind(), promise.words(), seen)))
                .toList();
    }

    private static Stream<String> overTime(End end) {
        Instant last = end.story().deadline.plus(Scenario.SETTLING);
        return unless(
                !end.execution().stopDate().isAfter(last),
                "it ended at " + end.execution().stopDate() + ", after " + last);
    }

    private static Stream<String> lost(End end) {
        return end.answers().stream()
                .filter(answer -> answer.told() == Told.SAVED && !end.isVote(answer))
                .map(answer -> answer + " is not among " + end.votes());
    }

    private static Stream<String> differs(End end) {
        String state = ending(end).get("state").getAsString();
        String outcome = end.outcome();
        String expected = switch (state) {
            case "CANCELLED" -> "ABORTED";
            case "FAILED" -> ending(end).getAsJsonObject("failure").get("name").getAsString();
            default -> state;
        };
        List<String> told = end.execution().statusAsString().equals("SUCCEEDED")
                ? end.output().getAsJsonArray("votes").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(Promises::vote)
                        .toList()
                : List.of();
        List<String> kept = end.votes().stream().map(Promises::vote).toList();
        boolean same = outcome.equals(expected)
                && (told.equals(kept) || !end.execution().statusAsString().equals("SUCCEEDED"));
        return unless(same, "it got " + outcome + " " + told + ", the record has " + state + " " + kept);
    }

    private static JsonObject ending(End end) {
        return end.record().getAsJsonObject("ending");
    }

    private static String vote(JsonObject vote) {
        return vote.get("approver").getAsString() + " " + vote.get("decision").getAsString() + " "
                + vote.get("at").getAsString();
    }

    private static Stream<String> otherEnd(End end) {
        long approvals = end.votes().stream()
                .filter(vote -> vote.get("decision").getAsString().equals("APPROVE"))
                .count();
        long required = end.story().input.has("requiredApprovals")
                ? end.story().input.get("requiredApprovals").getAsLong()
                : 1;
        boolean met = switch (end.outcome()) {
            case "APPROVED" -> approvals == required && approvals == end.votes().size();
            case "REJECTED" -> approvals == end.votes().size() - 1;
            default -> approvals < required;
        };
        return unless(
                met && end.story().mayHaveEnded(end.outcome()),
                "it ended as " + end.outcome() + " with " + end.votes() + " after " + end.answers());
    }

    private static Stream<String> notAnswered(End end) {
        return end.votes().stream()
                .filter(vote -> {
                    Instant at = Instant.parse(vote.get("at").getAsString());
                    return at.isAfter(end.story().deadline.plusSeconds(1))
                            || end.answers().stream()
                                    .noneMatch(answer -> answers(answer, vote)
                                            && !answer.at().isAfter(at.plusSeconds(1)));
                })
                .map(vote -> vote + " after " + end.answers());
    }

    private static boolean answers(Answer answer, JsonObject vote) {
        return answer.person().equals(vote.get("approver").getAsString())
                && answer.decision().equalsIgnoreCase(vote.get("decision").getAsString());
    }

    private static Stream<String> lateCounts(End end) {
        Stream<String> counted = end.answers().stream()
                .filter(answer -> answer.told() == Told.TOO_LATE && end.isVote(answer))
                .map(answer -> answer + " is among " + end.votes());
        Stream<String> taken = end.late().stream()
                .filter(answer -> answer.told() == Told.SAVED)
                .map(answer -> "the answer after the end was taken: " + answer);
        return Stream.concat(counted, taken);
    }

    private static Stream<String> mailedTwice(End end) {
        boolean excused = mayRepeat(end, Fault.EMAIL, "Publish");
        Map<String, Long> rounds =
                end.story().stack.sandbox.inbox().mails(mail -> mail.body().contains(end.story().name)).stream()
                        .collect(Collectors.groupingBy(Promises::round, Collectors.counting()));
        return rounds.entrySet().stream()
                .filter(round -> round.getValue() > 1 && !excused)
                .map(round -> round.getValue() + " times " + round.getKey());
    }

    private static String round(Mail mail) {
        return mail.to() + ": " + mail.subject();
    }

    /** Whether the call that failed may have been done all the same. */
    private static boolean mayRepeat(End end, String client, String call) {
        return end.story()
                .trial
                .fault()
                .filter(fault -> fault.mayRepeat(client, call))
                .isPresent();
    }

    private static Stream<String> postedTwice(End end) {
        boolean excused = mayRepeat(end, Fault.SLACK, "chat.postMessage");
        int messages = end.story().messages(any -> true).size();
        return unless(messages <= 1 || excused, messages + " messages");
    }

    private static Stream<String> unless(boolean kept, String seen) {
        return kept ? Stream.empty() : Stream.of(seen);
    }
}
