package humanapproval.slack;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Slack understood and refused. */
final class SlackErrorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String NONE = "an unknown error";

    /** What of it matters to us, with Slack's words for it. */
    enum Kind {
        /** The message does not fit Slack's rules for blocks. */
        BLOCKS("invalid_blocks msg_blocks_too_long invalid_blocks_format block_mismatch"),
        /** The message can't be changed any more, whoever tries (Slack's page chat.update, Errors). */
        GONE("message_not_found cant_update_message channel_not_found is_archived is_inactive not_in_channel"
                + " edit_window_closed"),
        /** Who is not there or not to be seen (Slack's page users.lookupByEmail, Errors). */
        NOBODY("users_not_found user_not_found user_not_visible users_not_visible"),
        /** The app is no member of the channel, which it does not even see where that is private. */
        UNINVITED("channel_not_found not_in_channel"),
        /** The app may not ask so, as it was installed with fewer scopes. */
        SCOPE("missing_scope"),
        /**
         * Slack's own trouble, which passes; after anything else somebody has to change something first (Slack's page
         * chat.postMessage, Errors).
         */
        PASSING("internal_error fatal_error service_unavailable request_timeout update_failed fetch_members_failed"
                + " ratelimited rate_limited message_limit_exceeded team_added_to_org external_channel_migrating");

        private final Set<String> codes;

        Kind(String codes) {
            this.codes = Set.of(codes.split(" "));
        }
    }

    private final String code;

    /** {@code needed} is the scope that the app lacks, where that is why. */
    SlackErrorException(String code, String needed) {
        super("Slack answered " + word(code)
                + (Kind.UNINVITED.codes.contains(code)
                        ? ": invite the app to the channel."
                        : needed.isEmpty() ? "." : ": the app needs the scope " + word(needed) + "."));
        this.code = word(code);
    }

    /** Slack's error codes and scopes are words; anything else is not repeated. */
    private static String word(String said) {
        return said.matches("[a-z_:.,]{1,60}") ? said : NONE;
    }

    /** What {@code effect} gives; nothing where Slack refuses in that way. */
    static <R> Optional<R> unless(Predicate<SlackErrorException> refused, Supplier<R> effect) {
        try {
            return Optional.of(effect.get());
        } catch (SlackErrorException e) {
            if (refused.test(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    String code() {
        return code;
    }

    boolean is(Kind kind) {
        return kind.codes.contains(code);
    }

    boolean isLasting() {
        return !code.equals(NONE) && !is(Kind.PASSING);
    }
}
