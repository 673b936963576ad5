package humanapproval.slack;

import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Words;
import humanapproval.channel.CannotException;
import humanapproval.channel.Channel;
import humanapproval.channel.TryLaterException;
import humanapproval.events.ApprovalEvent;
import humanapproval.slack.SlackErrorException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Slack channel: messages with buttons, lines below them, and the end in their place. */
final class SlackMessenger implements Channel<SlackDelivery> {

    private final SlackCalls calls;
    private final SlackReach reach;
    private final Clock clock;

    SlackMessenger(SlackCalls calls, Clock clock) {
        this.calls = calls;
        this.reach = new SlackReach(clock);
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return ChannelName.SLACK;
    }

    private SlackClient client(Settings settings) {
        return new SlackClient(calls, settings.deployed().text("slackApiUrl"));
    }

    @Override
    public Finding reach(Approval open, Settings settings) {
        return reach.of(open, client(settings), settings);
    }

    @Override
    public List<SlackDelivery> deliveries(ApprovalEvent event, Approval approval, Settings settings) {
        return SlackDelivery.of(event, approval, clock.instant()).toList();
    }

    @Override
    public Delivered deliver(SlackDelivery delivery, Approval approval, Settings settings) {
        SlackClient slack = client(settings);
        return switch (delivery) {
            case SlackDelivery.Request request -> post(slack, approval, request.to());
            case SlackDelivery.End end -> {
                Post post = known(approval, end.to());
                yield end(slack, approval, post.channel(), post.ts().orElseThrow());
            }
            case SlackDelivery.Copy copy ->
                end(slack, approval, copy.press().channel(), copy.press().ts());
            case SlackDelivery.Note note ->
                droppedIfFailed(() -> slack.tell(note.press(), Messages.note(note.reason(), approval)));
            case SlackDelivery.Line line -> reply(slack, approval, line.to(), ThreadLines.of(line, approval));
            case SlackDelivery.Result _ -> result(slack, approval);
        };
    }

    private static Post known(Approval approval, String to) {
        return SlackState.of(approval).orElseThrow().posts().get(to);
    }

    /** Posts the next part of the request; with the last one the message gets its buttons. */
    private static Delivered post(SlackClient slack, Approval approval, String to) {
        Post before = known(approval, to);
        boolean direct = !to.equals(SlackState.CHANNEL);
        if (before.isLost()) {
            // The next try counts who can't be written to as not reached.
            throw direct
                    ? new TryLaterException("Somebody can't be written to.", Duration.ofSeconds(1))
                    : new CannotException("The message in Slack was deleted.");
        }
        List<Content> parts = Messages.open(approval);
        try {
            return before.posted() < parts.size() ? posted(slack, to, before, parts) : Delivered.sent();
        } catch (SlackErrorException e) {
            if (!e.is(Kind.BLOCKS) && !e.isLasting()) {
                throw e;
            }
            if (!direct) {
                throw new CannotException(e.is(Kind.BLOCKS) ? Words.TOO_MUCH : e.getMessage());
            }
            String trouble = "Slack takes no direct message to an approver: " + e.code() + ".";
            return new Delivered(SlackState.noting(to, before.lost(), "", trouble), Status.SENDING, false);
        }
    }

    private static Delivered posted(SlackClient slack, String to, Post before, List<Content> parts) {
        Content part = parts.get(before.posted());
        boolean last = before.posted() == parts.size() - 1;
        if (last && before.ts().isPresent()) {
            slack.update(before.channel(), before.ts().get(), part);
            Post whole = new Post(before.channel(), before.ts(), before.posted() + 1);
            return new Delivered(SlackState.noting(to, whole, "", ""), Status.SENT, true);
        }
        SlackClient.Posted posted = slack.post(before.channel(), before.ts(), part);
        if (isAstray(slack, before, posted)) {
            return new Delivered(SlackState.noting(to, before.lost(), "", ""), Status.SENDING, false);
        }
        Post after = before.with(posted);
        return new Delivered(SlackState.noting(to, after, posted.app(), ""), last ? Status.SENT : Status.SENDING, last);
    }

    /** Whether Slack made a message of what should answer one that is gone; then it is taken away again. */
    private static boolean isAstray(SlackClient slack, Post below, SlackClient.Posted posted) {
        boolean astray = below.ts().isPresent() && !posted.inThread();
        if (astray) {
            droppedIfFailed(() -> slack.delete(posted.channel(), posted.ts()));
        }
        return astray;
    }

    /** Puts the end into a message; it is lost when it can't be changed any more. */
    private static Delivered end(SlackClient slack, Approval approval, String channel, String ts) {
        return SlackErrorException.unless(refused -> refused.is(Kind.GONE), () -> {
                    slack.update(channel, ts, Messages.closed(approval));
                    return Delivered.sent();
                })
                .orElseGet(Delivered::lost);
    }

    /** What can't be posted below the message any more is dropped; where it is gone, that is noted. */
    private static Delivered reply(SlackClient slack, Approval approval, String to, Content content) {
        Post below = known(approval, to);
        return taken(slack, below.channel(), below.ts(), content)
                .map(posted -> isAstray(slack, below, posted)
                        ? new Delivered(SlackState.noting(to, below.lost(), "", ""), Status.LOST, true)
                        : Delivered.sent())
                .orElseGet(Delivered::lost);
    }

    /** By direct message; an app that was set up without them mentions the requester in the thread. */
    private static Delivered result(SlackClient slack, Approval approval) {
        Optional<String> requester = approval.question()
                .flatMap(asked -> asked.request().policy().requester())
                .flatMap(person -> SlackState.user(approval, person.email()));
        if (requester.isEmpty()
                || taken(slack, requester.get(), Optional.empty(), ThreadLines.result(approval))
                        .isPresent()) {
            return Delivered.sent();
        }
        return reply(slack, approval, SlackState.CHANNEL, ThreadLines.mention(approval, requester.get()));
    }

    /** What was posted; nothing where Slack will never take it. */
    private static Optional<SlackClient.Posted> taken(
            SlackClient slack, String channel, Optional<String> thread, Content content) {
        return SlackErrorException.unless(SlackErrorException::isLasting, () -> slack.post(channel, thread, content));
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
