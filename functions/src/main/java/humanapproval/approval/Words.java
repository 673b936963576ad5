package humanapproval.approval;

import humanapproval.text.VisibleText;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What approvers read, in one place, so that it can be read in one go. Text from outside comes in made visible. */
public final class Words {

    public static final String UNTITLED = "Your decision is required";
    public static final String WAITING = "A workflow is waiting for your decision.";
    public static final String EVERYBODY = "Everybody who got this request.";
    public static final String FIRST = "The first answer decides.";
    public static final String PAGE_FIRST =
            "Both open a page with the whole request. Nothing is decided before you tick"
                    + " the box and press the button there.";
    public static final String YOUR_VOTE =
            "These links are your vote: whoever has them answers in your name. Please don't forward" + " this mail.";
    public static final String REQUESTER = "You get this mail because the request names you as its requester.";
    public static final String STILL_WAITING = "A workflow is still waiting for your decision.";
    public static final String NOTHING_MORE = "(The request says nothing more.)";
    public static final String BY_WORKFLOW = "The request, in the workflow's words:";
    public static final String COLOURS = "The colours of a terminal are left out.";
    public static final String REJECT_COMMENT = "To reject, please say why in a comment.";
    public static final String COMMENT = "Please add a comment to your decision.";
    public static final String NEEDS_COMMENT = "Please write a comment, then answer again: this request asks for one.";
    public static final String NO_ROOM = "There is no room for so long a comment any more: please shorten it.";
    public static final String CHOOSE = "Please choose: approve or reject.";
    public static final String TICK = "Please tick the box before you press the button.";
    public static final String USE_FORM = "Please answer with the form on this page.";
    public static final String SEND_AGAIN = "The answer did not arrive as it was sent. Please send the form once more.";
    public static final String NO_APPROVER = "You are not among the approvers of this request.";
    public static final String APPROVED_ALREADY = "You have approved already. More approvals are needed.";
    public static final String APPROVAL_COUNTS = "Your approval counts. More approvals are needed.";
    public static final String OWN_REQUEST = "This is your own request: somebody else has to decide it.";

    public static final String NO_LINK = "This link doesn't work";
    public static final String COPY_IT = "Copy the whole address from the mail, or the request ended over a week ago.";
    public static final String WRONG = "Something went wrong";
    public static final String UNREADABLE = "The request can't be read just now. Please load the page again.";
    public static final String GO_BACK = "Please go back and try again. Pressing twice counts once.";
    public static final String NOT_SAVED = "Your decision is not saved";
    public static final String OUR_SIDE = "Something went wrong on our side. Please try again.";
    public static final String NOTHING_SAVED = "Nothing was saved. Please go back and try again.";
    public static final String SAVED = "Your decision is saved";
    public static final String NOT_TOLD =
            "The workflow could not be reached just now. Press the button to try again; your decision counts once.";
    public static final String CHANGE_MIND = "Nothing else to do. To change your mind, open the link again.";
    public static final String TOO_LATE = "This was decided before your answer came in.";
    public static final String NO_LONGER_OPEN = "This request is no longer open.";
    public static final String LONG_OVER = "This request is long over.";
    public static final String NO_COUNT = "Your answer does not count";
    public static final String WILL_TAKE = "The workflow will pick it up.";
    public static final String GIVEN_UP =
            "The workflow no longer waits for this answer; it may have used it already. Ask whoever runs it.";

    public static final String STOPPED = "The workflow was stopped";
    public static final String COULD_NOT_ASK = "The workflow could not ask";
    public static final String OVER = "Nobody has to decide this any more";

    public static final String CUT_MAIL =
            "The request goes on: it is longer than a mail may be. The page shows all of it.";
    public static final String IN_THREAD = "It goes on in the thread. The buttons follow when all of it is there.";
    public static final String GOES_ON = "The request goes on.";
    public static final String TOO_MUCH = "Slack can't show this request.";
    public static final String WHY_REJECT = "Needed to reject";
    public static final String STRANGER =
            "You are not a member of the workspace that was asked, or this is another app's message.";
    public static final String REQUESTER_UNKNOWN =
            "The requester was not found in this workspace, so Slack can't tell whether somebody approves their own"
                    + " request.";
    public static final String APPROVERS_UNKNOWN = "None of the approvers was found in this workspace.";

    private Words() {}

    static String asks(String who) {
        return who + " asks for your decision.";
    }

    static String askedBy(String who) {
        return "Asked by " + who + ".";
    }

    static String silence(Request.OnTimeout what, int required, String by) {
        String unless = required > 1 ? " unless " + required + " people approve by " : " if nobody answers by ";
        return switch (what) {
            case REJECT -> "Rejected automatically" + unless + by;
            case EXPIRE -> "Ends without an approval" + unless + by;
            case FAIL -> "The workflow fails" + unless + by;
        };
    }

    static String unanswered(State state, boolean some, String by) {
        return (state == State.REJECTED ? "Rejected automatically" : state == State.FAILED ? "Failed" : "Expired")
                + (some ? ": not enough people answered by " : ": nobody answered by ")
                + by;
    }

    static String needed(int approvals) {
        return approvals + " approvals are needed; one rejection rejects.";
    }

    static String progress(long approvals, int required) {
        return approvals + " of " + required + " approvals";
    }

    /** What the workflow was told. */
    public static String told(Decision decision) {
        return "The workflow was told: " + decision.said().toLowerCase(Locale.ROOT) + ".";
    }

    /** For somebody who has answered and may still change it. */
    public static String answered(Decision decision) {
        return "You have " + decision.said().toLowerCase(Locale.ROOT)
                + " this. Until it is decided you can change your mind below.";
    }

    static String tooLong(int length, int most) {
        return "The comment is too long: it has " + length + " characters and may have " + most + ".";
    }

    /** For whom the page or mail is. */
    public static String decideAs(String who) {
        return "You decide as " + who + ".";
    }

    /** What somebody ticks. */
    public static String tick(String who, Decision decision) {
        return "I, " + who + ", " + decision.word() + " this.";
    }

    /** For an answer that can't even be read. */
    public static String longest(int most) {
        return "The answer is too long: a comment may have " + most + " characters.";
    }

    /** Who approves or rejects what, before it counts. */
    public static String confirm(Decision decision, String heading) {
        return (decision == Decision.APPROVE ? "You approve: " : "You reject: ") + heading;
    }

    /** Where a request is too much for Slack. */
    public static String unshown(String execution) {
        return "Slack can't show this request. Read it in the execution " + execution + ".";
    }

    /** Who may not decide in Slack though they see the message. */
    public static String whoCanNot(boolean requesterToo) {
        return (requesterToo ? "People" : "The requester and people") + " of other organisations can't decide here.";
    }

    /** Where nobody can answer in Slack. */
    public static String notHere(String reason, boolean byEmail) {
        return reason + " It can't be answered in Slack" + (byEmail ? ": the approvers answer by email." : ".");
    }

    /** Why nobody can be mailed: none of those who are named and may decide, or nobody at all. */
    public static String notConfirmed(Collection<String> named) {
        String who = named.stream().map(VisibleText::name).collect(Collectors.joining(", "));
        return (named.isEmpty() ? "Nobody who may decide has a" : who + (named.size() == 1 ? " has no" : " have no"))
                + " confirmed subscription (see the output AddApprover).";
    }

    /** About people whom no channel reaches. */
    public static String unreached(String who, int people) {
        return who + (people > 1 ? " are approvers" : " is an approver")
                + ", but no channel of this request reaches them.";
    }
}
