package humanapproval.slack;

import humanapproval.channel.Once;
import humanapproval.channel.Reports;
import humanapproval.channel.TryLaterException;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.ChannelMessage;
import humanapproval.request.JsonFields;
import humanapproval.request.Press;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Delivery;
import humanapproval.store.Delivery.Status;
import humanapproval.store.Delivery.Turn;
import humanapproval.store.SlackMessage;
import humanapproval.store.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Does for one event what the Slack channel has to do. Throws when it has to be tried again. */
final class RequestPoster {

    /** What came of an event. */
    enum Result {
        POSTED,
        NOTHING_TO_POST,
        UNDELIVERED,
        UNREACHED,
        REFUSED,
        CLOSED,
        TOLD
    }

    /** How much of a long request one invocation posts: each call may take 4 of its 30 seconds. */
    private static final int PARTS_AT_ONCE = 4;

    private final Approvals approvals;
    private final Reports reports;
    private final Once once;
    private final SlackClient slack;
    private final People people;
    private final ThreadPoster thread;
    private final Clock clock;

    RequestPoster(Approvals approvals, Reports reports, SlackClient slack, Clock clock) {
        this.approvals = approvals;
        this.reports = reports;
        this.once = new Once(approvals, clock);
        this.slack = slack;
        this.people = new People(slack, clock);
        this.thread = new ThreadPoster(approvals, once, slack, clock);
        this.clock = clock;
    }

    Result handle(ChannelMessage message) {
        String api = message.settings().text("slackApiUrl");
        return switch (message.event()) {
            case BusEvent.Requested requested -> deliver(requested, message.settings());
            case BusEvent.ReminderDue due -> thread.remind(api, due) ? Result.TOLD : Result.NOTHING_TO_POST;
            case BusEvent.Closed closed -> {
                end(api, reports.close(closed));
                yield Result.CLOSED;
            }
            case BusEvent.VoteRecorded recorded -> {
                Optional<Approval> approval = approvals.find(recorded.approvalId());
                recorded.press().ifPresent(press -> endWhereItWasPressed(api, approval, press));
                yield thread.progress(api, approval, recorded) ? Result.TOLD : Result.CLOSED;
            }
            case BusEvent.Undeliverable unreached -> {
                thread.unreached(api, unreached.approvalId(), unreached.approver());
                yield Result.UNREACHED;
            }
            case BusEvent.VoteRefused refused ->
                refused.press()
                        .map(press -> {
                            Optional<Approval> approval = approvals.find(refused.approvalId());
                            endWhereItWasPressed(api, approval, press);
                            tell(api, press, Messages.note(refused.reason(), approval));
                            return Result.TOLD;
                        })
                        .orElse(Result.NOTHING_TO_POST);
        };
    }

    private Result deliver(BusEvent.Requested event, JsonFields settings) {
        if (!reports.accepts(event)) {
            return Result.REFUSED;
        }
        Optional<Approval> asked = reports.asked(event);
        if (asked.isEmpty()) {
            return Result.NOTHING_TO_POST;
        }
        String api = settings.text("slackApiUrl");
        Approval approval = asked.get();
        if (!approval.isOpen()) {
            end(api, approval);
            return Result.NOTHING_TO_POST;
        }
        Request request = approval.ask().orElseThrow().request();
        Optional<String> channel = request.slackChannel()
                .or(() -> settings.optionalText("slackChannel").filter(id -> !id.isEmpty()));
        if (!request.channels().contains(Channel.SLACK)) {
            return undelivered(event, approval, Verdict.Kind.NOT_ASKED, "The request leaves it out.");
        }
        if (channel.isEmpty() || !slack.isConfigured()) {
            return undelivered(event, approval, Verdict.Kind.NOT_CONFIGURED, "It has no channel or no token.");
        }
        Claim claim;
        try {
            claim = post(approval, api, channel.get());
        } catch (SlackErrorException e) {
            if (e.isLasting()) {
                return undelivered(event, approval, Verdict.Kind.CANNOT, e.getMessage());
            }
            throw e;
        }
        reports.tell(event, claim.approval());
        end(api, claim.turn() == Turn.OURS ? reports.afterDelivery(claim.approval()) : claim.approval());
        return claim.turn() == Turn.OURS ? Result.POSTED : Result.NOTHING_TO_POST;
    }

    private Result undelivered(BusEvent.Requested event, Approval approval, Verdict.Kind kind, String reason) {
        reports.undelivered(event, approval, kind, reason);
        return Result.UNDELIVERED;
    }

    /** Posts what is missing if it is our turn. */
    private Claim post(Approval asked, String api, String channel) {
        SlackMessage message =
                asked.slack().orElseGet(() -> begin(asked.ask().orElseThrow().request(), api, channel));
        String by = UUID.randomUUID().toString();
        Claim claim = approvals.update(asked, record -> {
            Turn turn = record.isOpen() ? record.turn(SlackMessage.REQUEST, 0, by, clock.instant()) : Turn.NOBODYS;
            Approval claimed = record.with(record.slack().orElse(message))
                    .with(SlackMessage.REQUEST, new Delivery(0, Status.SENDING, by, clock.instant()));
            return new Change<>(turn == Turn.OURS ? claimed : record, kept -> new Claim(turn, kept));
        });
        return switch (claim.turn()) {
            case OURS -> new Claim(Turn.OURS, postParts(api, claim.approval()));
            case OTHERS ->
                throw new TryLaterException("Another invocation is posting this request.", Delivery.ABANDONED);
            case NOBODYS -> claim;
        };
    }

    private record Claim(Turn turn, Approval approval) {}

    private SlackMessage begin(Request request, String api, String channel) {
        return new SlackMessage(slack.team(api), "", channel, Optional.empty(), 0, people.find(api, request));
    }

    /** Posts what is missing, as long as nobody closes it. The record after that. */
    private Approval postParts(String api, Approval claimed) {
        Approval approval = claimed;
        List<Content> parts = Messages.open(claimed);
        for (int calls = 0; approval.isOpen() && approval.slack().orElseThrow().posted() < parts.size(); calls++) {
            SlackMessage before = approval.slack().orElseThrow();
            try {
                if (calls == PARTS_AT_ONCE) {
                    throw new TryLaterException("The request is long: its next parts follow.", Duration.ofSeconds(1));
                }
                SlackMessage after = postNext(api, before, parts);
                approval = note(approval, after, after.posted() == parts.size() ? Status.SENT : Status.SENDING);
            } catch (SlackErrorException | TryLaterException | SlackClient.UnreachableException e) {
                note(approval, before, Status.UNCONFIRMED);
                throw e;
            }
        }
        return approval;
    }

    private SlackMessage postNext(String api, SlackMessage message, List<Content> parts) {
        Content part = parts.get(message.posted());
        if (message.ts().isPresent() && message.posted() == parts.size() - 1) {
            slack.update(api, message.channel(), message.ts().get(), part);
            return message.posted(message.ts().get(), message.app());
        }
        SlackClient.Posted posted =
                slack.post(api, message.channel(), message.ts().orElse(null), part);
        return message.posted(posted.ts(), posted.app());
    }

    /**
     * Notes how far it came, with the verdict when all of it is there. Whatever showed the end meanwhile may have been
     * overwritten.
     */
    private Approval note(Approval approval, SlackMessage message, Status status) {
        return approvals.update(approval, record -> {
            Approval noted = record.with(message).reached(SlackMessage.REQUEST, 0, status, clock.instant());
            if (!record.isOpen()) {
                return Change.keep(
                        noted.with(SlackMessage.END, new Delivery(0, Status.UNCONFIRMED, "", clock.instant())));
            }
            return Change.keep(
                    status == Status.SENT
                            ? reports.with(
                                    noted, verdict(noted.ask().orElseThrow().request(), message))
                            : noted);
        });
    }

    private static Verdict verdict(Request request, SlackMessage message) {
        return message.unanswerable(request.policy())
                .map(reason -> new Verdict(
                        Verdict.Kind.CANNOT, reason, request.policy().eligible()))
                .orElseGet(() -> Verdict.delivered(
                        Reports.unreached(request, message.users().keySet())));
    }

    /** Lets the recorded message show the end, once, and tells it to the requester. */
    private void end(String api, Approval approval) {
        approval.slack()
                .filter(message -> !approval.isOpen())
                .flatMap(SlackMessage::ts)
                .ifPresent(ts -> {
                    once.runOrWait(
                            approval,
                            SlackMessage.END,
                            0,
                            closed -> edit(api, closed.slack().orElseThrow().channel(), ts, closed));
                    thread.result(api, approval);
                });
    }

    /** The copy that somebody pressed in may be one that the record does not know: its post was never confirmed. */
    private void endWhereItWasPressed(String api, Optional<Approval> record, Press press) {
        record.filter(approval -> !approval.isOpen() && approval.slack().isPresent())
                .ifPresent(approval -> {
                    if (!approval.slack().get().ts().equals(Optional.of(press.ts()))) {
                        edit(api, press.channel(), press.ts(), approval);
                    } else if (!approval.is(SlackMessage.END, Status.SENDING)) {
                        end(api, approval);
                    }
                });
    }

    /** Puts the end into a message; it is lost when it can't be changed any more. */
    private Status edit(String api, String channel, String ts, Approval approval) {
        try {
            slack.update(api, channel, ts, Messages.closed(approval));
            return Status.SENT;
        } catch (SlackErrorException e) {
            if (e.meansGone()) {
                return Status.LOST;
            }
            throw e;
        }
    }

    /** A note that can't be shown is dropped: its person sees the message. */
    private void tell(String api, Press press, String note) {
        try {
            slack.tell(api, press.responseUrl(), press.channel(), press.user(), note);
        } catch (SlackErrorException | TryLaterException | SlackClient.UnreachableException e) {
            return;
        }
    }
}
