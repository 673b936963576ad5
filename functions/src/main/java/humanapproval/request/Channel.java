package humanapproval.request;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A way to the approvers and back. */
public enum Channel {
    /** A personal link by SNS mail. */
    EMAIL("by email"),
    /** A message with buttons. */
    SLACK("in Slack");

    private final String phrase;

    Channel(String phrase) {
        this.phrase = phrase;
    }

    /** How people say that something came through it: "by email", "in Slack". */
    public String phrase() {
        return phrase;
    }

    /** The name in inputs, events and outcomes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of that name. */
    public static Optional<Channel> of(String word) {
        return Stream.of(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }
}
