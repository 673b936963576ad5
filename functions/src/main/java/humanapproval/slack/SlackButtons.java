package humanapproval.slack;

import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.VoteResult;
import humanapproval.approval.Words;
import humanapproval.channel.HttpRequest;
import humanapproval.channel.PageHeaders;
import humanapproval.channel.WayBack;
import humanapproval.json.MalformedException;
import humanapproval.lambda.Environment;
import humanapproval.lambda.InvocationLog;
import humanapproval.lambda.Secret;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The way back of Slack's buttons: makes sure that Slack sent it and reads the vote. It never calls Slack: whatever
 * Slack shows then goes by event to the Slack channel.
 */
public final class SlackButtons implements WayBack {

    // It goes into an event; Slack's ids and addresses take some hundred characters.
    private static final int LONGEST_ORIGIN = 4_000;

    private final Secret signingSecret;
    private final Clock clock;

    /** Takes what is signed with the secret that {@code environment} names. */
    public SlackButtons(SecretsManagerClient secrets, Environment environment, Clock clock, InvocationLog log) {
        this.signingSecret = new Secret(secrets, environment.get("SLACK_SIGNING_SECRET"), clock, log);
        this.clock = clock;
    }

    @Override
    public String route() {
        return "/slack/interactions";
    }

    @Override
    public Reading read(HttpRequest request) {
        if (!isSigned(request, signingSecret.value()) && !isSigned(request, signingSecret.valueInDoubt())) {
            return response(401, Optional.empty(), "NOT_SIGNED");
        }
        return SlackInteraction.read(request.body())
                .filter(pressed -> pressed.press().write().toString().length() <= LONGEST_ORIGIN)
                .<Reading>map(pressed -> new Ballot(
                        pressed.approvalId(),
                        ChannelName.SLACK,
                        pressed.decision(),
                        pressed.comment(),
                        pressed.press().user(),
                        Optional.of(pressed.press().write()),
                        approval -> voter(approval, pressed)))
                .orElseGet(() -> response(200, Optional.empty(), "IGNORED"));
    }

    private boolean isSigned(HttpRequest request, Optional<String> secret) {
        return secret.filter(known -> SlackSignature.matches(
                        known,
                        request.header("X-Slack-Request-Timestamp"),
                        request.raw(),
                        request.header("X-Slack-Signature"),
                        clock.instant()))
                .isPresent();
    }

    /** Who pressed, after what only Slack's way has to be sure of; a stranger is not named as somebody of ours. */
    private static Voter voter(Approval approval, SlackInteraction pressed) {
        Optional<SlackState> state = SlackState.of(approval);
        if (state.isEmpty()) {
            return new Voter.Nobody();
        }
        String user = pressed.press().user();
        if (!state.get().isOfOurs(pressed, approval.request().policy())) {
            return new Voter.Refused(user, Words.STRANGER);
        }
        String approver = approval.person(state.get().alias(user));
        return SlackState.unanswerable(approval)
                .<Voter>map(reason -> new Voter.Refused(approver, reason))
                .orElseGet(() -> new Voter.Known(approver, pressed.name()));
    }

    /** 200 once the vote or its refusal is recorded; what failed, or comes too late, was perhaps not. */
    @Override
    public Response reply(HttpRequest request, Ballot ballot, VoteResult result) {
        return switch (result) {
            // Slack's warning makes the person press again, which is what is needed.
            case VoteResult.Decided decided when !decided.isTold() -> response(503, Optional.of(ballot), "NOT_RESUMED");
            case VoteResult.Decided decided ->
                response(200, Optional.of(ballot), decided.approval().state().name());
            case VoteResult.Counted _ -> response(200, Optional.of(ballot), "COUNTED");
            default -> response(200, Optional.of(ballot), "REFUSED");
        };
    }

    @Override
    public Response failed(Optional<Ballot> ballot, RuntimeException failure) {
        // Before there is a ballot, only what was sent is malformed.
        return response(ballot.isEmpty() && failure instanceof MalformedException ? 400 : 500, ballot, "FAILED");
    }

    /** Slack shows nobody the body of an answer. */
    private static Response response(int status, Optional<Ballot> ballot, String word) {
        return new Response(status, PageHeaders.with("'none'"), "", ballot.map(Ballot::approvalId), word);
    }
}
