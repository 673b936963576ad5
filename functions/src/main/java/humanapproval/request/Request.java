package humanapproval.request;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person is asked, read from the workflow's input. Any JSON object is a request.
 *
 * @param title the input's title, absent when blank
 * @param description the input's description, absent when blank
 * @param details the input's details and every field that has no meaning here, in the input's order
 * @param requester who asks, as the input says; an email where self-approval is to be refused
 * @param approvers who may decide, as lower-cased emails; empty is everyone in the address book
 * @param allowSelfApproval whether the requester may decide
 * @param channels how the approvers are reached
 * @param slackChannel the id of the Slack channel to ask in, where it is not the deployer's
 */
public record Request(
        Optional<String> title,
        Optional<String> description,
        List<Detail> details,
        Optional<String> requester,
        Set<String> approvers,
        boolean allowSelfApproval,
        Set<Channel> channels,
        Optional<String> slackChannel) {

    /** A name and its value, as text. */
    public record Detail(String name, String value) {}

    private static final int MOST_APPROVERS = 50;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");
    private static final Pattern SLACK_CHANNEL = Pattern.compile("[CG][A-Z0-9]{5,30}");
    private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final Set<String> KNOWN = Set.of("title", "description", "details", "requester", "approvers",
            "allowSelfApproval", "requiredApprovals", "timeoutSeconds", "channels", "slackChannel");
    // Part of the contract but not offered: to ignore one would let a request pass with less than it asked for.
    private static final List<String> NOT_OFFERED = List.of("remindEverySeconds", "escalateTo", "onTimeout", "requireComment");

    /**
     * Reads a workflow's input.
     *
     * @throws InvalidRequestException with a sentence that names the field
     */
    public static Request read(JsonObject input) {
        for (String name : NOT_OFFERED) {
            if (input.has(name)) {
                throw new InvalidRequestException(name + " is not offered by this version.");
            }
        }
        JsonFields fields = JsonFields.of(input, "input");
        try {
            if (fields.has("requiredApprovals") && fields.count("requiredApprovals") != 1) {
                throw new InvalidRequestException("requiredApprovals must be 1: this version does not count further approvals.");
            }
            return new Request(said(fields, "title"), said(fields, "description"), details(input),
                    fields.optionalText("requester"), approvers(input), fields.flag("allowSelfApproval"), channels(input), slackChannel(fields));
        } catch (MalformedException e) {
            throw new InvalidRequestException(e.getMessage());
        }
    }

    /** Why {@code approver} may not decide, as a sentence; empty when they may. */
    public Optional<String> refusal(String approver) {
        if (!approvers.isEmpty() && !approvers.contains(approver)) {
            return Optional.of("You are not among the approvers of this request.");
        }
        if (!allowSelfApproval && requester.map(Request::person).filter(approver::equals).isPresent()) {
            return Optional.of("This is your own request, and it may not be approved by who asks.");
        }
        return Optional.empty();
    }

    /** The one spelling by which a person is known. */
    public static String person(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** A blank text says nothing. */
    private static Optional<String> said(JsonFields fields, String name) {
        return fields.optionalText(name).filter(text -> !text.isBlank());
    }

    private static Set<Channel> channels(JsonObject input) {
        JsonElement value = input.get("channels");
        if (value == null || value.isJsonNull()) {
            return Set.of(Channel.values());
        }
        Set<Channel> channels = new LinkedHashSet<>();
        if (value instanceof JsonArray array) {
            for (JsonElement element : array) {
                channels.add(element instanceof JsonPrimitive text ? Channel.of(text.getAsString()).orElse(null) : null);
            }
        }
        if (channels.isEmpty() || channels.contains(null)) {
            throw new InvalidRequestException("channels must be a list of one or both of \"email\" and \"slack\".");
        }
        return channels;
    }

    private static Optional<String> slackChannel(JsonFields fields) {
        Optional<String> channel = said(fields, "slackChannel");
        if (channel.filter(id -> !SLACK_CHANNEL.matcher(id).matches()).isPresent()) {
            throw new InvalidRequestException("slackChannel must be a channel's id like C0123456789, not its name.");
        }
        return channel;
    }

    private static Set<String> approvers(JsonObject input) {
        JsonElement value = input.get("approvers");
        if (value == null || value.isJsonNull()) {
            return Set.of();
        }
        if (!(value instanceof JsonArray array) || array.size() > MOST_APPROVERS) {
            throw new InvalidRequestException("approvers must be a list of at most " + MOST_APPROVERS + " email addresses.");
        }
        Set<String> people = new LinkedHashSet<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonPrimitive text && text.isString() && EMAIL.matcher(person(text.getAsString())).matches())) {
                throw new InvalidRequestException("approvers must hold email addresses only.");
            }
            people.add(person(element.getAsString()));
        }
        return people;
    }

    private static List<Detail> details(JsonObject input) {
        List<Detail> details = new ArrayList<>();
        JsonElement given = input.get("details");
        if (given instanceof JsonObject object) {
            object.entrySet().forEach(entry -> details.add(new Detail(entry.getKey(), text(entry.getValue()))));
        } else if (given != null && !given.isJsonNull()) {
            details.add(new Detail("details", text(given)));
        }
        input.entrySet().stream()
                .filter(entry -> !KNOWN.contains(entry.getKey()))
                .forEach(entry -> details.add(new Detail(entry.getKey(), text(entry.getValue()))));
        return List.copyOf(details);
    }

    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : PRETTY.toJson(value);
    }
}
