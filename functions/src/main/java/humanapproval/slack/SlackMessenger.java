package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Policy;
import humanapproval.approval.Reach;
import humanapproval.approval.Request;
import humanapproval.approval.Words;
import humanapproval.channel.CannotException;
import humanapproval.channel.Channel;
import humanapproval.channel.Settings;
import humanapproval.channel.TryLaterException;
import humanapproval.events.ApprovalEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Slack channel: a message with buttons, lines below it, and the end in its place. */
final class SlackMessenger implements Channel<SlackDelivery> {

    private final SlackClient slack;
    private final People people;
    private final Clock clock;

    SlackMessenger(SlackClient slack, Clock clock) {
        this.slack = slack;
        this.people = new People(slack, clock);
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return ChannelName.SLACK;
    }

    private static String api(Settings settings) {
        return settings.deployed().text("slackApiUrl");
    }

    @Override
    public Finding reach(Approval open, Settings settings) {
        Request request = open.request();
        Policy policy = request.policy();
        Optional<String> channel = Optional.ofNullable(request.places().get(name()))
                .or(() -> settings.deployed().optionalText("slackChannel").filter(id -> !id.isEmpty()));
        if (channel.isEmpty() || !slack.isConfigured()) {
            return Finding.of(Reach.nobody(Reach.Kind.NOT_CONFIGURED, "It has no channel or no token.", policy));
        }
        if (SlackState.of(open).isPresent()) {
            return Finding.of(reach(policy, open.outbox(name()).aliases()));
        }
        try {
            SlackState begun = SlackState.begun(slack.team(api(settings)), channel.get());
            Map<String, String> aliases = new HashMap<>();
            people.find(api(settings), request, settings.patience())
                    .forEach((email, user) -> aliases.put(email, begun.alias(user)));
            return new Finding(reach(policy, aliases), aliases, begun.write(new JsonObject()), Optional.empty());
        } catch (SlackErrorException e) {
            if (e.isLasting()) {
                return Finding.of(Reach.cannot(e.getMessage(), policy));
            }
            throw e;
        }
    }

    private static Reach reach(Policy policy, Map<String, String> aliases) {
        return SlackState.unanswerable(policy, aliases.keySet())
                .map(reason -> Reach.cannot(reason, policy))
                .orElseGet(() -> Reach.of(aliases.keySet(), policy));
    }

    @Override
    public List<SlackDelivery> deliveries(ApprovalEvent event, Approval approval, Settings settings) {
        return Stream.concat(news(event, approval), endings(approval)).toList();
    }

    private static Stream<SlackDelivery> endings(Approval approval) {
        return approval.isOpen()
                ? Stream.empty()
                : Stream.of(
                        new SlackDelivery.End(
                                SlackState.of(approval).map(SlackState::posted).orElse(0)),
                        new SlackDelivery.Result());
    }

    private Stream<SlackDelivery> news(ApprovalEvent event, Approval approval) {
        return switch (event) {
            case ApprovalEvent.Requested _ -> Stream.of(new SlackDelivery.Request());
            case ApprovalEvent.ReminderDue due when approval.isOpen(clock.instant()) -> remind(due, approval);
            case ApprovalEvent.ReminderDue _ -> Stream.empty();
            case ApprovalEvent.VoteRecorded vote ->
                Stream.concat(
                        press(vote.channel(), vote.origin()).map(SlackDelivery.Copy::new),
                        Stream.<SlackDelivery>of(new SlackDelivery.Progress(vote))
                                .filter(line -> vote.approves()));
            case ApprovalEvent.VoteRefused refused ->
                press(refused.channel(), refused.origin())
                        .flatMap(press -> Stream.of(
                                new SlackDelivery.Copy(press), new SlackDelivery.Note(press, refused.reason())));
            case ApprovalEvent.Undeliverable unreached -> Stream.of(new SlackDelivery.Unreached(unreached.approver()));
            case ApprovalEvent.Closed _ -> Stream.empty();
        };
    }

    /** A reminder that overtakes its message waits for it. */
    private Stream<SlackDelivery> remind(ApprovalEvent.ReminderDue due, Approval approval) {
        boolean posting = SlackState.of(approval).isPresent()
                && !approval.outbox(name()).is(SlackDelivery.REQUEST, Status.SENT)
                && approval.outbox(name()).reach().isEmpty();
        if (posting) {
            throw new TryLaterException("The message is not there yet.", Duration.ofSeconds(10));
        }
        return Stream.of(new SlackDelivery.Reminder(due.number()));
    }

    private Stream<Press> press(String channel, Optional<JsonObject> origin) {
        return origin.filter(from -> channel.equals(name().word())).map(Press::read).stream();
    }

    @Override
    public Delivered deliver(SlackDelivery delivery, Approval approval, Settings settings) {
        String api = api(settings);
        return switch (delivery) {
            case SlackDelivery.Request _ -> post(api, approval);
            case SlackDelivery.End _ -> {
                SlackState state = SlackState.of(approval).orElseThrow();
                yield end(api, state.channel(), state.ts().orElseThrow(), approval);
            }
            case SlackDelivery.Copy copy ->
                end(api, copy.press().channel(), copy.press().ts(), approval);
            case SlackDelivery.Note note -> tell(api, note, approval);
            case SlackDelivery.Line line ->
                ThreadLines.of(line, approval)
                        .map(content -> reply(api, content, approval))
                        .orElseGet(Delivered::sent);
        };
    }

    /** Posts the next part of the request; with the last one the message gets its buttons. */
    private Delivered post(String api, Approval approval) {
        SlackState before = SlackState.of(approval).orElseThrow();
        List<Content> parts = Messages.open(approval);
        if (before.posted() >= parts.size()) {
            return Delivered.sent();
        }
        SlackState after;
        try {
            after = posted(api, before, parts);
        } catch (SlackErrorException e) {
            if (e.isAboutBlocks()) {
                throw new CannotException(Words.TOO_MUCH);
            }
            throw e.isLasting() ? new CannotException(e.getMessage()) : e;
        }
        boolean whole = after.posted() == parts.size();
        return new Delivered(after::write, whole ? Status.SENT : Status.SENDING, whole);
    }

    private SlackState posted(String api, SlackState before, List<Content> parts) {
        Content part = parts.get(before.posted());
        if (before.ts().isPresent() && before.posted() == parts.size() - 1) {
            slack.update(api, before.channel(), before.ts().get(), part);
            return before.posted(before.ts().get(), before.app());
        }
        SlackClient.Posted posted =
                slack.post(api, before.channel(), before.ts().orElse(null), part);
        return before.posted(posted.ts(), posted.app());
    }

    /** Puts the end into a message; it is lost when it can't be changed any more. */
    private Delivered end(String api, String channel, String ts, Approval approval) {
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

    /** What can't be posted below the message any more is dropped. */
    private Delivered reply(String api, Content content, Approval approval) {
        SlackState state = SlackState.of(approval).orElseThrow();
        try {
            slack.post(api, state.channel(), state.ts().orElseThrow(), content);
            return Delivered.sent();
        } catch (SlackErrorException e) {
            if (e.isLasting()) {
                return Delivered.lost();
            }
            throw e;
        }
    }

    private Delivered tell(String api, SlackDelivery.Note note, Approval approval) {
        Press press = note.press();
        try {
            slack.tell(api, press.responseUrl(), press.channel(), press.user(), Messages.note(note.reason(), approval));
            return Delivered.sent();
        } catch (SlackErrorException | TryLaterException | SlackClient.UnreachableException e) {
            return Delivered.lost();
        }
    }
}
