package humanapproval.slack;

import java.util.Set;

/** Slack understood and refused. */
final class SlackErrorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The message does not fit Slack's rules for blocks. */
    private static final Set<String> BAD_BLOCKS = Set.of("invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format");

    /** The message can't be changed any more, whoever tries (Slack's page chat.update, Errors). */
    private static final Set<String> GONE = Set.of("message_not_found", "cant_update_message", "channel_not_found", "is_archived", "is_inactive",
            "not_in_channel", "edit_window_closed");

    /** Somebody has to change the app, its token or its place before another try could succeed (Slack's page chat.postMessage, Errors). */
    private static final Set<String> LASTING = Set.of("channel_not_found", "is_archived", "is_inactive", "not_in_channel", "no_permission", "cannot_reply_to_message",
            "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "not_allowed_token_type",
            "team_access_not_granted", "org_login_required", "ekm_access_denied", "access_denied", "as_user_not_supported");

    /** How the codes begin by which a workspace's own rules forbid something. */
    private static final String RESTRICTED = "restricted_action";

    private final String code;

    SlackErrorException(String code) {
        this(new Code(code));
    }

    private SlackErrorException(Code code) {
        super("Slack answered " + code.value() + ".");
        this.code = code.value();
    }

    /** Slack's error codes are words; anything else is not repeated. */
    private record Code(String value) {

        Code {
            value = value != null && value.matches("[a-z_]{1,60}") ? value : "an unknown error";
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

    boolean isLasting() {
        return LASTING.contains(code) || code.startsWith(RESTRICTED) || isAboutBlocks();
    }
}
