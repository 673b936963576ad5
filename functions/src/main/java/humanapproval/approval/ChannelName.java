package humanapproval.approval;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of the channels: what the core knows of each. A new channel is a line here, its package, and its rule, queue
 * and function in the template.
 */
public enum ChannelName {
    /** A personal link by SNS mail. */
    EMAIL("by email"),
    /** A message with buttons. */
    SLACK(
            "in Slack",
            new Id("a user's id like U0123456789", "[UW][A-Z0-9]{5,30}"),
            new Id("a channel's id like C0123456789, not its name", "[CG][A-Z0-9]{5,30}"));

    /** What an id looks like there, in words and as a regular expression. */
    record Id(String looksLike, String form) {

        boolean fits(String id) {
            return Pattern.matches(form, id);
        }
    }

    private final String phrase;
    private final Optional<Id> person;
    private final Optional<Id> place;

    ChannelName(String phrase) {
        this(phrase, null, null);
    }

    ChannelName(String phrase, Id person, Id place) {
        this.phrase = phrase;
        this.person = Optional.ofNullable(person);
        this.place = Optional.ofNullable(place);
    }

    /** How people say that something came through it: "by email". */
    public String phrase() {
        return phrase;
    }

    /** The name in inputs, events and outcomes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of that name. */
    public static Optional<ChannelName> of(String word) {
        return Stream.of(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }

    /** Whether it knows people by ids of its own. */
    public boolean hasIds() {
        return person.isPresent();
    }

    /** What a person's id looks like, where an input may name one. */
    Optional<Id> person() {
        return person;
    }

    /** What the id of a place to ask in looks like, where an input may name one. */
    Optional<Id> place() {
        return place;
    }

    /** The input's field for the place to ask in. */
    String placeField() {
        return word() + "Channel";
    }
}
