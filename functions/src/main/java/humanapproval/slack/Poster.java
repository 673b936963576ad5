package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Words;
import humanapproval.channel.CannotException;
import humanapproval.channel.Channel.Delivered;
import humanapproval.channel.TryLaterException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Has one effect in Slack at a time, and says what became of it.
 *
 * @param slack where it has it
 */
record Poster(SlackClient slack) {

    /** The message to the channel or that approver. */
    static Post post(Approval approval, String to) {
        return SlackState.of(approval).orElseThrow().posts().get(to);
    }

    /** Posts the next part of the request; with the last one the message gets its buttons. */
    Delivered post(String api, Approval approval, String to) {
        Post before = post(approval, to);
        List<Content> parts = Messages.open(approval);
        if (before.isLost()) {
            throw to.equals(SlackState.CHANNEL)
                    ? new CannotException("The message in Slack was deleted.")
                    // The next try counts them as not reached.
                    : new TryLaterException("Somebody could not be written to.", Duration.ofSeconds(1));
        }
        if (before.posted() >= parts.size()) {
            return Delivered.sent();
        }
        try {
            return posted(api, to, before, parts);
        } catch (SlackErrorException e) {
            if (!e.isAboutBlocks() && !e.isLasting()) {
                throw e;
            }
            String reason = e.isAboutBlocks() ? Words.TOO_MUCH : e.getMessage();
            if (to.equals(SlackState.CHANNEL)) {
                throw new CannotException(reason);
            }
            return sending(SlackState.noting(to, before.lost(), "", "To an approver " + reason));
        }
    }

    private static Delivered sending(UnaryOperator<JsonObject> own) {
        return new Delivered(own, Status.SENDING, false);
    }

    private Delivered posted(String api, String to, Post before, List<Content> parts) {
        Content part = parts.get(before.posted());
        boolean last = before.posted() == parts.size() - 1;
        if (last && before.ts().isPresent()) {
            slack.update(api, before.channel(), before.ts().get(), part);
            Post whole = new Post(before.channel(), before.ts(), parts.size());
            return new Delivered(SlackState.noting(to, whole, "", ""), Status.SENT, true);
        }
        SlackClient.Posted posted = slack.post(api, before.channel(), before.ts(), part);
        if (isAstray(api, before, posted)) {
            return sending(SlackState.noting(to, before.lost(), "", ""));
        }
        return new Delivered(
                SlackState.noting(to, before.with(posted), posted.app(), ""),
                last ? Status.SENT : Status.SENDING,
                last);
    }

    /** Whether Slack made a message of what should answer one that is gone; then it is taken away again. */
    private boolean isAstray(String api, Post below, SlackClient.Posted posted) {
        if (below.ts().isEmpty() || posted.inThread()) {
            return false;
        }
        try {
            slack.delete(api, posted.channel(), posted.ts());
        } catch (SlackErrorException | TryLaterException | SlackCalls.UnreachableException e) {
            // It stays, as a line that says what it is about.
        }
        return true;
    }

    /** Puts the end into a message; it is lost when it can't be changed any more. */
    Delivered end(String api, String channel, String ts, Approval approval) {
        try {
            slack.update(api, channel, ts, Messages.closed(approval));
            return Delivered.sent();
        } catch (SlackErrorException e) {
            if (e.meansGone()) {
                return Delivered.lost();
            }
            throw e;
        }
    }

    /** What can't be posted below the message any more is dropped; where it is gone, that is noted. */
    Delivered reply(String api, SlackDelivery.Line line, Approval approval) {
        Post below = post(approval, line.to());
        return droppedIfLasting(() -> {
            SlackClient.Posted posted = slack.post(api, below.channel(), below.ts(), ThreadLines.of(line, approval));
            return isAstray(api, below, posted)
                    ? new Delivered(SlackState.noting(line.to(), below.lost(), "", ""), Status.LOST, true)
                    : Delivered.sent();
        });
    }

    /** By direct message, as a mention in a channel reaches nobody who is not there. */
    Delivered result(String api, Approval approval) {
        Optional<String> requester = approval.question()
                .flatMap(asked -> asked.request().policy().requester())
                .flatMap(person -> SlackState.user(approval, person.email()));
        return requester
                .map(user -> droppedIfLasting(() -> {
                    slack.post(api, user, Optional.empty(), ThreadLines.result(approval));
                    return Delivered.sent();
                }))
                .orElseGet(Delivered::sent);
    }

    private static Delivered droppedIfLasting(Supplier<Delivered> delivering) {
        try {
            return delivering.get();
        } catch (SlackErrorException e) {
            if (e.isLasting()) {
                return Delivered.lost();
            }
            throw e;
        }
    }

    Delivered tell(String api, SlackDelivery.Note note, Approval approval) {
        try {
            slack.tell(api, note.press(), Messages.note(note.reason(), approval));
            return Delivered.sent();
        } catch (SlackErrorException | TryLaterException | SlackCalls.UnreachableException e) {
            return Delivered.lost();
        }
    }
}
