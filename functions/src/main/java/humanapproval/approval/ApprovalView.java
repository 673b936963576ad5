package humanapproval.approval;

import humanapproval.text.TimeText;
import humanapproval.text.VisibleText;
import humanapproval.waiter.Execution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people are shown of an approval, once for mail, page and message: they lay it out and write no words of their
 * own for it. All text from outside is made visible.
 */
public record ApprovalView(Approval approval) {

    /** The title with its line breaks. */
    public Optional<String> title() {
        return approval.question().flatMap(asked -> asked.request().title()).map(VisibleText::lines);
    }

    /** What stands above it, in one line of at most {@code limit} characters. */
    public String heading(int limit) {
        return approval.question()
                .flatMap(asked -> asked.request().title())
                .map(title -> VisibleText.line(title, limit))
                .orElse(Words.UNTITLED);
    }

    /** What of the request is not shown, as a sentence. */
    public Optional<String> leftOut() {
        return approval.question()
                .map(Question::request)
                .filter(request -> Stream.concat(
                                Stream.concat(request.title().stream(), request.description().stream()),
                                request.details().stream().flatMap(detail -> Stream.of(detail.name(), detail.value())))
                        .anyMatch(VisibleText::isColoured))
                .map(coloured -> Words.COLOURS);
    }

    /** Who asks, as a sentence. */
    public String asks() {
        return requester().map(person -> Words.asks(name(person))).orElse(Words.WAITING);
    }

    /** Who asked what is over. */
    public Optional<String> askedBy() {
        return requester().map(person -> Words.askedBy(name(person)));
    }

    /** What happens if nobody answers, and when. */
    public Optional<String> silence() {
        return deadline().flatMap(this::silence);
    }

    /** The same with the time as {@code by} says it. */
    public Optional<String> silence(String by) {
        return approval.question()
                .map(asked -> Words.silence(asked.request().onTimeout(), approval.requiredApprovals() > 1, by));
    }

    /** A time where the approvers are. */
    public String time(Instant time) {
        return TimeText.of(time, approval.question().map(Question::zone).orElse(ZoneOffset.UTC));
    }

    /** Who asks. */
    public Optional<Person> requester() {
        return approval.question().flatMap(asked -> asked.request().policy().requester());
    }

    /** Who is named and may decide now; nobody where everybody may. */
    public List<Person> approvers() {
        return approval.question()
                .map(asked -> asked.request().policy())
                .map(policy -> policy.named(approval.isEscalated())
                        .filter(person -> policy.eligible().contains(person.email()))
                        .toList())
                .orElse(List.of());
    }

    /** How people know somebody: never by a name alone, as a name can be anybody's. */
    public static String name(Person person) {
        String email = VisibleText.name(person.email());
        return person.name()
                .map(name -> VisibleText.name(name) + " (" + email + ")")
                .orElse(email);
    }

    /** Somebody of whom the record has an email or an alias, as the request names them. */
    public String name(String approver, String otherwise) {
        return approval.question().map(asked -> asked.request().policy()).stream()
                .flatMap(policy -> Stream.concat(policy.named(true), policy.requester().stream()))
                .filter(person -> person.email().equals(approver))
                .findFirst()
                .map(ApprovalView::name)
                .orElseGet(() -> VisibleText.name(approver.contains("@") ? approver : otherwise));
    }

    /** What it takes, where it takes more than one. */
    public Optional<String> needed() {
        return approval.requiredApprovals() > 1
                ? Optional.of(Words.needed(approval.requiredApprovals()))
                : Optional.empty();
    }

    /** How far it is. */
    public String progress() {
        return Words.progress(approval.approvals(), approval.requiredApprovals());
    }

    /** By when it has to be decided. */
    public Optional<String> deadline() {
        return approval.question().map(asked -> time(asked.deadline()));
    }

    /** How much time is left; nothing where it is over. */
    public Optional<String> left(Instant now) {
        return approval.isOpen(now)
                ? Optional.of(TimeText.of(Duration.between(now, approval.asked().deadline())))
                : Optional.empty();
    }

    /** The beginning of the digest. */
    public Optional<String> digest() {
        return approval.question().map(Question::shortDigest);
    }

    /** The execution that waits. */
    public Execution execution() {
        return approval.waiter().execution();
    }

    /** Its name. */
    public String executionName() {
        return VisibleText.name(execution().name());
    }

    /** The workflow that the input names as its caller. */
    public Optional<Execution.Caller> caller() {
        return approval.question().flatMap(Question::startedBy).map(execution()::startedBy);
    }

    /** The vote that decided; none where something else did. */
    public Optional<Vote> decisive() {
        return approval.votes().reversed().stream()
                .filter(vote -> vote.decision().state() == approval.state())
                .findFirst();
    }

    /** The votes, the one that decided first. */
    public List<Vote> votes() {
        List<Vote> votes = new ArrayList<>(approval.votes().reversed());
        decisive().ifPresent(vote -> {
            votes.remove(vote);
            votes.addFirst(vote);
        });
        return votes;
    }

    /** How people know a voter. */
    public String voter(Vote vote) {
        return name(vote.approver(), vote.name());
    }

    /** How it ended, in a sentence without its full stop. */
    public String end() {
        return switch (approval.state()) {
            case APPROVED -> "Approved";
            case REJECTED -> decisive().isPresent() ? "Rejected" : unanswered();
            case OPEN, EXPIRED -> unanswered();
            case FAILED ->
                approval.ending()
                        .flatMap(Ending::failure)
                        .map(failure -> failure.name().equals(Failure.TIMED_OUT)
                                ? unanswered()
                                : VisibleText.name(failure.cause()).replaceAll("\\.$", ""))
                        .orElse(Words.COULD_NOT_ASK);
            case CANCELLED -> Words.STOPPED;
        };
    }

    private String unanswered() {
        return Words.unanswered(
                approval.state(), !approval.votes().isEmpty(), deadline().orElse(""));
    }

    /** The same with who brought it about. */
    public String endByWhom() {
        return decisive().map(vote -> end() + " by " + voter(vote) + how(vote)).orElseGet(this::end);
    }

    /** How and when a vote came. */
    public String how(Vote vote) {
        return " " + vote.channel().phrase()
                + approval.question()
                        .map(asked ->
                                " · " + TimeText.of(Duration.between(asked.askedAt(), vote.at())) + " after asking")
                        .orElse("");
    }

    /** When a vote needs a comment, as a sentence. */
    public Optional<String> commentRule() {
        return approval.question()
                .flatMap(asked -> switch (asked.request().policy().comment()) {
                    case OPTIONAL -> Optional.empty();
                    case REJECT -> Optional.of(Words.REJECT_COMMENT);
                    case ALWAYS -> Optional.of(Words.COMMENT);
                });
    }
}
