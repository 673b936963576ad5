package humanapproval.slack;

import humanapproval.approval.Approval;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Words;
import humanapproval.channel.CannotException;
import humanapproval.channel.Channel.Delivered;
import humanapproval.channel.TryLaterException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Has one effect in Slack at a time, and says what became of it.
 *
 * @param slack where it has it
 */
record Poster(SlackClient slack) {

    static Post post(Approval approval, String to) {
        return SlackState.of(approval).orElseThrow().posts().get(to);
    }

    /** Posts the next part of the request; with the last one the message gets its buttons. */
    Delivered post(String api, Approval approval, String to) {
        Post before = post(approval, to);
        boolean direct = !to.equals(SlackState.CHANNEL);
        if (before.isLost()) {
            // The next try counts who can't be written to as not reached.
            throw direct
                    ? new TryLaterException("Somebody can't be written to.", Duration.ofSeconds(1))
                    : new CannotException("The message in Slack was deleted.");
        }
        List<Content> parts = Messages.open(approval);
        try {
            return before.posted() < parts.size() ? posted(api, to, before, parts) : Delivered.sent();
        } catch (SlackErrorException e) {
            if (!e.isAboutBlocks() && !e.isLasting()) {
                throw e;
            }
            if (!direct) {
                throw new CannotException(e.isAboutBlocks() ? Words.TOO_MUCH : e.getMessage());
            }
            String trouble = "Slack takes no direct message to an approver: " + e.code() + ".";
            return new Delivered(SlackState.noting(to, before.lost(), "", trouble), Status.SENDING, false);
        }
    }

    private Delivered posted(String api, String to, Post before, List<Content> parts) {
        Content part = parts.get(before.posted());
        boolean last = before.posted() == parts.size() - 1;
        Post after = new Post(before.channel(), before.ts(), before.posted() + 1);
        String app = "";
        if (last && before.ts().isPresent()) {
            slack.update(api, before.channel(), before.ts().get(), part);
        } else {
            SlackClient.Posted posted = slack.post(api, before.channel(), before.ts(), part);
            boolean astray = isAstray(api, before, posted);
            last = last && !astray;
            app = posted.app();
            after = astray ? before.lost() : before.with(posted);
        }
        return new Delivered(SlackState.noting(to, after, app, ""), last ? Status.SENT : Status.SENDING, last);
    }

    /** Whether Slack made a message of what should answer one that is gone; then it is taken away again. */
    private boolean isAstray(String api, Post below, SlackClient.Posted posted) {
        boolean astray = below.ts().isPresent() && !posted.inThread();
        if (astray) {
            droppedIfFailed(() -> slack.delete(api, posted.channel(), posted.ts()));
        }
        return astray;
    }

    /** Puts the end into a message; it is lost when it can't be changed any more. */
    Delivered end(String api, String channel, String ts, Approval approval) {
        return SlackErrorException.unless(SlackErrorException::meansGone, () -> {
                    slack.update(api, channel, ts, Messages.closed(approval));
                    return Delivered.sent();
                })
                .orElseGet(Delivered::lost);
    }

    /** What can't be posted below the message any more is dropped; where it is gone, that is noted. */
    Delivered reply(String api, String to, Content content, Approval approval) {
        Post below = post(approval, to);
        return taken(api, below.channel(), below.ts(), content)
                .map(posted -> isAstray(api, below, posted)
                        ? new Delivered(SlackState.noting(to, below.lost(), "", ""), Status.LOST, true)
                        : Delivered.sent())
                .orElseGet(Delivered::lost);
    }

    /** By direct message; an app that was set up without them mentions the requester in the thread. */
    Delivered result(String api, Approval approval) {
        Optional<String> requester = approval.question()
                .flatMap(asked -> asked.request().policy().requester())
                .flatMap(person -> SlackState.user(approval, person.email()));
        if (requester.isEmpty()
                || taken(api, requester.get(), Optional.empty(), ThreadLines.result(approval))
                        .isPresent()) {
            return Delivered.sent();
        }
        return reply(api, SlackState.CHANNEL, ThreadLines.mention(approval, requester.get()), approval);
    }

    /** What was posted; nothing where Slack will never take it. */
    private Optional<SlackClient.Posted> taken(String api, String channel, Optional<String> thread, Content content) {
        return SlackErrorException.unless(
                SlackErrorException::isLasting, () -> slack.post(api, channel, thread, content));
    }

    Delivered tell(String api, SlackDelivery.Note note, Approval approval) {
        return droppedIfFailed(() -> slack.tell(api, note.press(), Messages.note(note.reason(), approval)));
    }

    private static Delivered droppedIfFailed(Runnable effect) {
        try {
            effect.run();
            return Delivered.sent();
        } catch (SlackErrorException | TryLaterException | SlackCalls.UnreachableException e) {
            return Delivered.lost();
        }
    }
}
