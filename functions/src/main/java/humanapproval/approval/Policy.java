package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import humanapproval.json.JsonFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may decide, and what it takes.
 *
 * @param approvers who may decide; empty is everybody whom the channels ask
 * @param escalateTo who joins them at the first reminder
 * @param requester who asks
 * @param requiredApprovals how many people have to approve; one rejection rejects
 * @param allowSelfApproval whether the requester may decide: the request says so and the deployer allows it
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
    public enum Comment {
        OPTIONAL,
        REJECT,
        ALWAYS
    }

    private static final int MOST_PEOPLE = 50;

    /** Throws {@link InvalidRequestException} or {@link MalformedException} naming the field. */
    static Policy read(JsonFields input, boolean selfApproval) {
        Policy policy = new Policy(
                people(input, "approvers", "to ask everybody"),
                people(input, "escalateTo", "if nobody joins later"),
                requester(input),
                requiredApprovals(input),
                input.flag("allowSelfApproval") && selfApproval,
                comment(input));
        policy.check();
        return policy;
    }

    private void check() {
        if (approvers.isEmpty() && requiredApprovals > 1) {
            throw new InvalidRequestException("requiredApprovals above 1 needs approvers: name those who may decide.");
        }
        if (approvers.isEmpty() && !escalateTo.isEmpty()) {
            throw new InvalidRequestException("escalateTo needs approvers: without them everybody may decide already.");
        }
        for (ChannelName channel : ChannelName.values()) {
            Set<String> ids = new HashSet<>();
            if (!named(true)
                    .flatMap(person -> Stream.ofNullable(person.ids().get(channel)))
                    .allMatch(ids::add)) {
                throw new InvalidRequestException(
                        "approvers and escalateTo must not give one " + channel.word() + " id to two people.");
            }
        }
        if (!approvers.isEmpty() && eligible().size() < requiredApprovals) {
            String who = escalateTo.isEmpty() ? "approvers" : "approvers and escalateTo";
            boolean withoutRequester = named(true).anyMatch(person -> isRequester(person.email()));
            throw new InvalidRequestException("requiredApprovals is " + requiredApprovals + ", but only "
                    + eligible().size() + " of " + who + " may decide"
                    + (withoutRequester ? "; the requester may not." : "."));
        }
    }

    /** Throws {@link InvalidRequestException} where the deployer does not allow so open a policy. */
    public void check(Limits limits) {
        if (limits.requireApprovers() && approvers.isEmpty()) {
            throw new InvalidRequestException("approvers is missing: here every request has to name who may decide.");
        }
    }

    /** Who is named as an approver, each once. */
    public Stream<Person> named(boolean escalated) {
        Set<String> seen = new HashSet<>();
        return Stream.concat(approvers.stream(), escalated ? escalateTo.stream() : Stream.empty())
                .filter(person -> seen.add(person.email()));
    }

    /** The emails of those who are named and may decide, sooner or later. */
    public Set<String> eligible() {
        return named(true)
                .map(Person::email)
                .filter(email -> !isRequester(email))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Why {@code approver} may not decide, as a sentence; empty when they may. */
    public Optional<String> refusal(String approver, boolean escalated) {
        if (!approvers.isEmpty()
                && named(escalated).noneMatch(person -> person.email().equals(approver))) {
            return Optional.of(Words.NO_APPROVER);
        }
        return ownRequest(approver);
    }

    /**
     * Why {@code approver} may not decide what they ask themselves, as a sentence; empty when it is not so, or allowed.
     */
    public Optional<String> ownRequest(String approver) {
        return isRequester(approver) ? Optional.of(Words.OWN_REQUEST) : Optional.empty();
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
        return !allowSelfApproval
                && requester
                        .filter(person -> person.email().equals(approver) || isOne(person, approver))
                        .isPresent();
    }

    /** Whether somebody is named under another email by an id of {@code person}. */
    private boolean isOne(Person person, String email) {
        return named(true)
                .filter(other -> other.email().equals(email))
                .anyMatch(other ->
                        other.ids().entrySet().stream().anyMatch(person.ids().entrySet()::contains));
    }

    /** One that is null is not one: whoever computes the number and gets none is told so. */
    private static int requiredApprovals(JsonFields input) {
        return input.names("requiredApprovals") ? input.whole("requiredApprovals", 1, 2 * MOST_PEOPLE) : 1;
    }

    private static Optional<Person> requester(JsonFields input) {
        if (!input.names("requester")) {
            return Optional.empty();
        }
        return Optional.of(Person.read(input.json().get("requester"))
                .orElseThrow(() -> new InvalidRequestException(
                        "requester must be an email address, or an object with email, name and " + idFields()
                                + ". Leave the field out if nobody asks.")));
    }

    /** A group without members is not everybody: whoever computes the list and gets none is told so. */
    private static List<Person> people(JsonFields input, String name, String without) {
        if (!input.names(name)) {
            return List.of();
        }
        if (!(input.json().get(name) instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_PEOPLE) {
            throw new InvalidRequestException(
                    name + " must be a list of 1 to " + MOST_PEOPLE + " people. Leave the field out " + without + ".");
        }
        List<Person> people = new ArrayList<>();
        for (JsonElement element : array) {
            people.add(Person.read(element)
                    .orElseThrow(() -> new InvalidRequestException(
                            name + " must hold email addresses, or objects with email, name and " + idFields() + ".")));
        }
        return List.copyOf(people);
    }

    private static String idFields() {
        return Stream.of(ChannelName.values())
                .flatMap(channel -> channel.person().stream().map(id -> channel.word() + " (" + id.looksLike() + ")"))
                .collect(Collectors.joining(", "));
    }

    private static Comment comment(JsonFields input) {
        return input.word("requireComment", List.of("reject", "always"))
                .map(word -> Comment.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Comment.OPTIONAL);
    }
}
