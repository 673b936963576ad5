package humanapproval.slack;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Slack understood and refused. */
final class SlackErrorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String NONE = "an unknown error";

    /** The message does not fit Slack's rules for blocks. */
    private static final Set<String> BAD_BLOCKS =
            Set.of("invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format", "block_mismatch");

    /** The message can't be changed any more, whoever tries (Slack's page chat.update, Errors). */
    private static final Set<String> GONE = words("message_not_found cant_update_message channel_not_found is_archived"
            + " is_inactive not_in_channel edit_window_closed");

    /**
     * Slack's own trouble, which passes; after anything else somebody has to change something first (Slack's page
     * chat.postMessage, Errors).
     */
    private static final Set<String> PASSING = words("internal_error fatal_error service_unavailable request_timeout"
            + " update_failed fetch_members_failed ratelimited rate_limited message_limit_exceeded team_added_to_org"
            + " external_channel_migrating");

    /** Who is not there or not to be seen (Slack's page users.lookupByEmail, Errors). */
    private static final Set<String> NOBODY =
            Set.of("users_not_found", "user_not_found", "user_not_visible", "users_not_visible");

    /** The app is no member of the channel, which it does not even see where that is private. */
    private static final Set<String> UNINVITED = Set.of("channel_not_found", "not_in_channel");

    private final String code;

    /** {@code needed} is the scope that the app lacks, where that is why. */
    SlackErrorException(String code, String needed) {
        super("Slack answered " + word(code)
                + (UNINVITED.contains(code)
                        ? ": invite the app to the channel."
                        : needed.isEmpty() ? "." : ": the app needs the scope " + word(needed) + "."));
        this.code = word(code);
    }

    /** Slack's error codes and scopes are words; anything else is not repeated. */
    private static String word(String said) {
        return said.matches("[a-z_:.,]{1,60}") ? said : NONE;
    }

    private static Set<String> words(String all) {
        return Set.of(all.split(" "));
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

    boolean isAboutBlocks() {
        return BAD_BLOCKS.contains(code);
    }

    boolean meansGone() {
        return GONE.contains(code);
    }

    boolean meansNobody() {
        return NOBODY.contains(code);
    }

    /** Whether the app may not ask so, as it was installed with fewer scopes. */
    boolean isAboutScope() {
        return code.equals("missing_scope");
    }

    boolean isLasting() {
        return !code.equals(NONE) && !PASSING.contains(code);
    }
}
