package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
        // What is null is not what is left out: whoever computes it and gets none is told so.
        JsonObject json = input.json();
        Policy policy = new Policy(
                people(json, "approvers", "to ask everybody"),
                people(json, "escalateTo", "if nobody joins later"),
                Optional.ofNullable(json.get("requester")).map(Policy::requester),
                json.has("requiredApprovals") ? input.whole("requiredApprovals", 1, 2 * MOST_PEOPLE) : 1,
                input.flag("allowSelfApproval") && selfApproval,
                input.word("requireComment", List.of(Comment.REJECT, Comment.ALWAYS))
                        .orElse(Comment.OPTIONAL));
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
            List<String> ids = named(true)
                    .flatMap(person -> Stream.ofNullable(person.ids().get(channel)))
                    .toList();
            if (ids.stream().distinct().count() < ids.size()) {
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
        return isRequester(approver) ? Optional.of(Words.OWN_REQUEST) : Optional.empty();
    }

    /** Whether that vote needs a comment. */
    public boolean needsComment(boolean rejection) {
        return comment == Comment.ALWAYS || comment == Comment.REJECT && rejection;
    }

    /**
     * Whether {@code approver} asks themselves, perhaps under another email with the same id, and may so not decide.
     */
    boolean isRequester(String approver) {
        Stream<Person> known = Stream.concat(requester.stream(), named(true))
                .filter(person -> person.email().equals(approver));
        return !allowSelfApproval
                && requester.filter(asking -> known.anyMatch(asking::isOneWith)).isPresent();
    }

    private static Person requester(JsonElement element) {
        return person(
                element,
                "requester must be an email address, or an object with email, name and ",
                ". Leave the field out if nobody asks.");
    }

    private static List<Person> people(JsonObject input, String name, String without) {
        if (!input.has(name)) {
            return List.of();
        }
        if (!(input.get(name) instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_PEOPLE) {
            throw new InvalidRequestException(
                    name + " must be a list of 1 to " + MOST_PEOPLE + " people. Leave the field out " + without + ".");
        }
        String expected = name + " must hold email addresses, or objects with email, name and ";
        return array.asList().stream().map(each -> person(each, expected, ".")).toList();
    }

    private static Person person(JsonElement element, String expected, String hint) {
        return Person.read(element)
                .orElseThrow(() -> new InvalidRequestException(Stream.of(ChannelName.values())
                        .flatMap(channel ->
                                channel.person().stream().map(id -> channel.word() + " (" + id.looksLike() + ")"))
                        .collect(Collectors.joining(", ", expected, hint))));
    }
}
