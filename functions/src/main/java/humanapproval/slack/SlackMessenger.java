package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Person;
import humanapproval.approval.Words;
import humanapproval.channel.Channel;
import humanapproval.channel.Settings;
import humanapproval.channel.TryLaterException;
import humanapproval.events.ApprovalEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The Slack channel: messages with buttons, lines below them, and the end in their place. */
final class SlackMessenger implements Channel<SlackDelivery> {

    private final SlackReach reach;
    private final Poster poster;
    private final Clock clock;

    SlackMessenger(SlackClient slack, Clock clock) {
        this.reach = new SlackReach(slack, clock);
        this.poster = new Poster(slack);
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return ChannelName.SLACK;
    }

    @Override
    public Finding reach(Approval open, Settings settings) {
        return reach.of(open, settings);
    }

    @Override
    public List<SlackDelivery> deliveries(ApprovalEvent event, Approval approval, Settings settings) {
        return Stream.concat(news(event, approval), endings(approval)).toList();
    }

    private static Stream<SlackDelivery> endings(Approval approval) {
        Stream<SlackDelivery> ends = SlackState.of(approval).stream()
                .flatMap(state -> state.posts().entrySet().stream())
                .map(post ->
                        new SlackDelivery.End(post.getKey(), post.getValue().posted()));
        return approval.isOpen() ? Stream.empty() : Stream.concat(ends, Stream.of(new SlackDelivery.Result()));
    }

    private Stream<? extends SlackDelivery> news(ApprovalEvent event, Approval approval) {
        return switch (event) {
            case ApprovalEvent.Requested _ -> everywhere(approval, SlackDelivery.Request::new);
            case ApprovalEvent.ReminderDue due when approval.isOpen(clock.instant()) -> remind(due, approval);
            case ApprovalEvent.ReminderDue _, ApprovalEvent.Closed _ -> Stream.empty();
            case ApprovalEvent.VoteRecorded vote ->
                Stream.of(
                                Stream.of(new SlackDelivery.Progress(vote)).filter(line -> vote.approves()),
                                press(vote.origin()).map(SlackDelivery.Copy::new),
                                press(vote.origin()).flatMap(press -> counted(press, vote, approval)))
                        .flatMap(each -> each);
            case ApprovalEvent.VoteRefused refused ->
                press(refused.origin())
                        .flatMap(press -> Stream.of(
                                new SlackDelivery.Copy(press), new SlackDelivery.Note(press, refused.reason())));
            case ApprovalEvent.Undeliverable unreached -> Stream.of(new SlackDelivery.Unreached(unreached.approver()));
        };
    }

    /** To the channel and to everybody who may get a message of their own, sooner or later. */
    private static <D> Stream<D> everywhere(Approval approval, Function<String, D> delivery) {
        return Stream.concat(
                        Stream.of(SlackState.CHANNEL),
                        approval.question().stream()
                                .flatMap(asked -> asked.request().policy().named(true))
                                .map(Person::email))
                .map(delivery);
    }

    /** What the channel does not show whoever pressed: that it counted before, or counts, with nobody else there. */
    private Stream<SlackDelivery.Note> counted(Press press, ApprovalEvent.VoteRecorded vote, Approval approval) {
        boolean before = approval.outbox(name()).is("vote " + vote.approver(), Status.SENT);
        return Stream.of(new SlackDelivery.Note(press, before ? Words.APPROVED_ALREADY : Words.APPROVAL_COUNTS))
                .filter(note -> approval.isOpen() && (before || press.isDirect()));
    }

    /** A reminder that overtakes its message waits for it; who joins now gets the request first. */
    private Stream<SlackDelivery> remind(ApprovalEvent.ReminderDue due, Approval approval) {
        boolean posting = SlackState.of(approval).isPresent()
                && !SlackDelivery.isPosted(approval, SlackState.CHANNEL)
                && approval.outbox(name()).reach().isEmpty();
        if (posting) {
            throw new TryLaterException("The message is not there yet.", Duration.ofSeconds(10));
        }
        return Stream.concat(
                everywhere(approval, SlackDelivery.Request::new).skip(1),
                everywhere(approval, to -> new SlackDelivery.Reminder(to, due.number())));
    }

    private static Stream<Press> press(Optional<JsonObject> origin) {
        return origin.flatMap(Press::read).stream();
    }

    @Override
    public Delivered deliver(SlackDelivery delivery, Approval approval, Settings settings) {
        String api = settings.deployed().text("slackApiUrl");
        return switch (delivery) {
            case SlackDelivery.Request request -> poster.post(api, approval, request.to());
            case SlackDelivery.End end -> {
                Post post = Poster.post(approval, end.to());
                yield poster.end(api, post.channel(), post.ts().orElseThrow(), approval);
            }
            case SlackDelivery.Copy copy ->
                poster.end(api, copy.press().channel(), copy.press().ts(), approval);
            case SlackDelivery.Note note -> poster.tell(api, note, approval);
            case SlackDelivery.Line line -> poster.reply(api, line.to(), ThreadLines.of(line, approval), approval);
            case SlackDelivery.Result _ -> poster.result(api, approval);
        };
    }
}
