package humanapproval.request;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may decide, and what it takes.
 *
 * @param approvers who may decide; empty is everybody whom the channels ask
 * @param escalateTo who joins them at the first reminder
 * @param requester who asks, where they can be recognized
 * @param requiredApprovals how many people have to approve; one rejection rejects
 * @param allowSelfApproval whether the requester may decide
 * @param comment which votes need a comment
 */
public record Policy(
        List<Person> approvers,
        List<Person> escalateTo,
        Optional<Person> requester,
        int requiredApprovals,
        boolean allowSelfApproval,
        Comment comment) {

    /** Which votes need a comment. */
    public enum Comment { OPTIONAL, REJECT, ALWAYS }

    private static final int MOST_PEOPLE = 50;

    /** Throws {@link InvalidRequestException} or {@link MalformedException} naming the field. */
    static Policy read(JsonFields input) {
        JsonElement requester = input.json().get("requester");
        Policy policy = new Policy(people(input, "approvers"), people(input, "escalateTo"),
                Person.read(requester), input.has("requiredApprovals") ? input.count("requiredApprovals") : 1,
                input.flag("allowSelfApproval"), comment(input));
        if (requester instanceof JsonObject && policy.requester().isEmpty()) {
            throw new InvalidRequestException("requester must be a text or an object with email and slack.");
        }
        policy.check();
        return policy;
    }

    private void check() {
        if (requiredApprovals < 1) {
            throw new InvalidRequestException("requiredApprovals must be at least 1.");
        }
        if (requiredApprovals > 1 && approvers.isEmpty()) {
            throw new InvalidRequestException("requiredApprovals above 1 needs approvers: name those who may decide.");
        }
        Set<String> slack = new HashSet<>();
        if (!named(true).flatMap(person -> person.slack().stream()).allMatch(slack::add)) {
            throw new InvalidRequestException("approvers and escalateTo must not give one Slack user to two people.");
        }
        if (!approvers.isEmpty() && named(true).filter(person -> !isRequester(person.email())).count() < requiredApprovals) {
            throw new InvalidRequestException("requiredApprovals is more than approvers and escalateTo can give.");
        }
    }

    /** With what the deployer allows. */
    Policy under(boolean selfApproval) {
        return new Policy(approvers, escalateTo, requester, requiredApprovals, allowSelfApproval && selfApproval, comment);
    }

    /** Who is named as an approver, each once. */
    public Stream<Person> named(boolean escalated) {
        Set<String> seen = new HashSet<>();
        return Stream.concat(approvers.stream(), escalated ? escalateTo.stream() : Stream.empty()).filter(person -> seen.add(person.email()));
    }

    /** Why {@code approver} may not decide, as a sentence; empty when they may. */
    public Optional<String> refusal(String approver, boolean escalated) {
        if (!approvers.isEmpty() && named(escalated).noneMatch(person -> person.email().equals(approver))) {
            return Optional.of("You are not among the approvers of this request.");
        }
        return isRequester(approver) ? Optional.of("This is your own request, and it may not be approved by who asks.") : Optional.empty();
    }

    /** Whether that vote needs a comment. */
    public boolean needsComment(boolean rejection) {
        return switch (comment) {
            case OPTIONAL -> false;
            case REJECT -> rejection;
            case ALWAYS -> true;
        };
    }

    private boolean isRequester(String approver) {
        return !allowSelfApproval && requester.filter(person -> person.email().equals(approver)).isPresent();
    }

    private static List<Person> people(JsonFields input, String name) {
        if (!input.has(name)) {
            return List.of();
        }
        if (!(input.json().get(name) instanceof JsonArray array) || array.size() > MOST_PEOPLE) {
            throw new InvalidRequestException(name + " must be a list of at most " + MOST_PEOPLE + " people.");
        }
        List<Person> people = new ArrayList<>();
        for (JsonElement element : array) {
            people.add(Person.read(element).orElseThrow(() -> new InvalidRequestException(
                    name + " must hold email addresses, or objects with email, name and slack (a user's id like U0123456789).")));
        }
        return List.copyOf(people);
    }

    private static Comment comment(JsonFields input) {
        return switch (input.optionalText("requireComment").orElse("")) {
            case "" -> Comment.OPTIONAL;
            case "reject" -> Comment.REJECT;
            case "always" -> Comment.ALWAYS;
            default -> throw new InvalidRequestException("requireComment must be \"reject\" or \"always\".");
        };
    }
}
