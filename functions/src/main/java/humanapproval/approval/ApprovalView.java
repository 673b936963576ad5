package humanapproval.approval;

import humanapproval.text.TimeText;
import humanapproval.text.VisibleText;
import humanapproval.waiter.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people are shown of an approval that was asked, once for mail, page and message: they lay it out and write no
 * words of their own for it. All text from outside is made visible.
 */
public record ApprovalView(Approval approval) {

    /** The title with its line breaks. */
    public Optional<String> title() {
        return approval.request().title().map(VisibleText::lines);
    }

    /** What stands above it, in one line of at most {@code limit} characters. */
    public String heading(int limit) {
        return approval.request()
                .title()
                .map(title -> VisibleText.line(title, limit))
                .orElse(Words.UNTITLED);
    }

    /** What of the request is not shown, as a sentence. */
    public Optional<String> leftOut() {
        Request request = approval.request();
        return Stream.concat(
                        Stream.of(request.title(), request.description()).flatMap(Optional::stream),
                        request.details().stream().flatMap(detail -> Stream.of(detail.name(), detail.value())))
                .filter(VisibleText::isColoured)
                .findFirst()
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
    public String silence() {
        return silence(deadline());
    }

    /** The same with the time as {@code by} says it. */
    public String silence(String by) {
        return Words.silence(approval.request().onTimeout(), approval.requiredApprovals(), by);
    }

    /** A time where the approvers are. */
    public String time(Instant time) {
        return TimeText.of(time, approval.asked().zone());
    }

    /** Who asks. */
    public Optional<Person> requester() {
        return approval.request().policy().requester();
    }

    /** Who is named and may decide now; nobody where everybody may. */
    public List<Person> approvers() {
        Policy policy = approval.request().policy();
        return policy.named(approval.isEscalated())
                .filter(person -> policy.eligible().contains(person.email()))
                .toList();
    }

    /** Who may decide now, in one line. */
    public String deciders() {
        List<Person> named = approvers();
        return named.isEmpty()
                ? Words.EVERYBODY
                : named.stream().map(ApprovalView::name).collect(Collectors.joining(", "));
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
        return approval.named(approver)
                .or(() -> requester().filter(person -> person.email().equals(approver)))
                .map(ApprovalView::name)
                .orElseGet(() -> VisibleText.name(approver.contains("@") ? approver : otherwise));
    }

    /** What it takes, where it takes more than one. */
    public Optional<String> needed() {
        return Optional.of(approval.requiredApprovals())
                .filter(several -> several > 1)
                .map(Words::needed);
    }

    /** What it takes, where more than one may answer. */
    public Optional<String> rule() {
        return needed().or(
                        () -> Optional.of(Words.FIRST).filter(any -> approvers().size() != 1));
    }

    /** How far it is. */
    public String progress() {
        return Words.progress(approval.approvals(), approval.requiredApprovals());
    }

    /** By when it has to be decided. */
    public String deadline() {
        return time(approval.asked().deadline());
    }

    /** The beginning of the digest. */
    public String digest() {
        return approval.asked().shortDigest();
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
        return approval.asked().startedBy().map(execution()::startedBy);
    }

    /** The vote that decided; none where something else did. */
    public Optional<Vote> decisive() {
        return approval.votes().reversed().stream()
                .filter(vote -> vote.decision().state() == approval.state())
                .findFirst();
    }

    /** The votes, the one that decided first. */
    public List<Vote> votes() {
        Optional<Vote> decisive = decisive();
        Stream<Vote> others = approval.votes().reversed().stream().filter(vote -> !decisive.equals(Optional.of(vote)));
        return Stream.concat(decisive.stream(), others).toList();
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
        return Words.unanswered(approval.state(), !approval.votes().isEmpty(), deadline());
    }

    /** The same with who brought it about. */
    public String endByWhom() {
        return decisive().map(vote -> end() + " by " + voter(vote) + how(vote)).orElseGet(this::end);
    }

    /** How and when a vote came. */
    public String how(Vote vote) {
        Duration after = Duration.between(approval.asked().askedAt(), vote.at());
        return " " + vote.channel().phrase() + " · " + TimeText.of(after) + " after asking";
    }

    /** When a vote needs a comment, as a sentence. */
    public Optional<String> commentRule() {
        return switch (approval.request().policy().comment()) {
            case OPTIONAL -> Optional.empty();
            case REJECT -> Optional.of(Words.REJECT_COMMENT);
            case ALWAYS -> Optional.of(Words.COMMENT);
        };
    }
}
