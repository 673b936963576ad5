package humanapproval.slack;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.richText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.text.TimeText;
import humanapproval.text.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in Slack how an approval ended, and who said what. */
final class Endings {

    // Characters for comments, and for the lines that name who voted.
    private static final int MOST_COMMENTS = 1000;
    private static final int MOST_LINES = 800;

    private Endings() {}

    /**
     * First the end: the vote that brought it, else a sentence; then the other votes, each with its comment, as far as
     * there is room.
     */
    static List<LayoutBlock> blocks(Approval approval) {
        List<BlockElement> parts = new ArrayList<>();
        List<Vote> votes = new ArrayList<>(approval.votes());
        decisive(approval)
                .ifPresentOrElse(
                        vote -> {
                            votes.remove(vote);
                            votes.addFirst(vote);
                        },
                        () -> parts.add(Messages.line(List.of(Messages.plain(of(approval))))));
        int comments = MOST_COMMENTS;
        int lines = MOST_LINES;
        while (!votes.isEmpty() && lines > 0) {
            Vote vote = votes.removeFirst();
            parts.add(Messages.line(List.of(
                    Messages.plain(vote.decision().said() + " by "),
                    Messages.person(approval, vote.approver(), vote.shownName()),
                    Messages.plain(how(approval, vote)))));
            lines -= 40 + vote.shownName().length();
            String comment = VisibleText.lines(vote.comment());
            if (!comment.isEmpty() && comments > 0) {
                String shown = comment.length() <= comments
                        ? comment
                        : comment.substring(0, Passages.cut(comment, comments)) + "…";
                parts.add(RichTextQuoteElement.builder()
                        .elements(List.of(Messages.plain(shown)))
                        .build());
                comments -= shown.length();
            }
        }
        if (!votes.isEmpty()) {
            parts.add(Messages.line(List.of(Messages.plain("and " + votes.size() + " more votes"))));
        }
        return asBlocks(richText(text -> text.elements(parts)));
    }

    /** The vote that decided; none where something else did. */
    private static Optional<Vote> decisive(Approval approval) {
        return approval.votes().reversed().stream()
                .filter(vote -> vote.decision().state() == approval.state())
                .findFirst();
    }

    /** The end in a line of plain text. */
    static String of(Approval approval) {
        return switch (approval.state()) {
            case APPROVED, REJECTED ->
                decisive(approval)
                        .map(vote -> vote.decision().said() + " by " + VisibleText.name(vote.shownName())
                                + how(approval, vote))
                        .orElse(
                                approval.state() == State.APPROVED
                                        ? "Approved"
                                        : "Rejected, as nobody decided before the deadline");
            case EXPIRED -> "Nobody decided before the deadline";
            case FAILED ->
                approval.ending()
                        .flatMap(Ending::failure)
                        .map(failure -> "Failed: " + VisibleText.name(failure.cause()))
                        .orElse("The workflow could not ask");
            case CANCELLED -> "The workflow was stopped";
            case OPEN -> "Open";
        };
    }

    private static String how(Approval approval, Vote vote) {
        String channel =
                vote.channel() == ChannelName.SLACK ? "" : " " + vote.channel().phrase();
        return channel
                + approval.question()
                        .map(ask -> " · " + TimeText.of(Duration.between(ask.askedAt(), vote.at())) + " after asking")
                        .orElse("");
    }
}
