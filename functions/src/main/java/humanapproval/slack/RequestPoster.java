package humanapproval.slack;

import humanapproval.channel.Reports;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.ChannelMessage;
import humanapproval.request.JsonFields;
import humanapproval.request.Press;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.SlackMessage;
import humanapproval.store.SlackMessage.Status;
import humanapproval.store.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does for one event what the Slack channel has to do. Throws when it has to be tried again. */
final class RequestPoster {

    /** What came of an event. */
    enum Result { POSTED, NOTHING_TO_POST, UNDELIVERED, UNREACHED, REFUSED, CLOSED, TOLD }

    /** How much of a long request one invocation posts: each call may take 4 of its 30 seconds. */
    private static final int PARTS_AT_ONCE = 4;

    private final Approvals approvals;
    private final Reports reports;
    private final SlackClient slack;
    private final People people;
    private final ThreadPoster thread;
    private final Clock clock;

    RequestPoster(Approvals approvals, Reports reports, SlackClient slack, Clock clock) {
        this.approvals = approvals;
        this.reports = reports;
        this.slack = slack;
        this.people = new People(slack, clock);
        this.thread = new ThreadPoster(approvals, slack, clock);
        this.clock = clock;
    }

    Result handle(ChannelMessage message) {
        String api = message.settings().text("slackApiUrl");
        return switch (message.event()) {
            case BusEvent.Requested requested -> deliver(requested, message.settings());
            case BusEvent.ReminderDue due -> thread.remind(api, due) ? Result.TOLD : Result.NOTHING_TO_POST;
            case BusEvent.Closed closed -> {
                close(api, reports.close(closed));
                yield Result.CLOSED;
            }
            case BusEvent.VoteRecorded recorded -> {
                Optional<Approval> approval = approvals.find(recorded.approvalId());
                recorded.press().ifPresent(press -> closeWhereItWasPressed(api, approval, press));
                yield thread.progress(api, approval) ? Result.TOLD : Result.CLOSED;
            }
            case BusEvent.Undeliverable unreached -> {
                thread.unreached(api, unreached.approvalId(), unreached.approver());
                yield Result.UNREACHED;
            }
            case BusEvent.VoteRefused refused -> {
                Optional<Approval> approval = approvals.find(refused.approvalId());
                closeWhereItWasPressed(api, approval, refused.press());
                tell(api, refused, approval);
                yield Result.TOLD;
            }
        };
    }

    private Result deliver(BusEvent.Requested event, JsonFields settings) {
        if (!clock.instant().isBefore(event.deadline())) {
            // Redriven too late: its record may be gone, and nobody waits any more.
            return Result.NOTHING_TO_POST;
        }
        Request request = reports.read(event).orElse(null);
        if (request == null) {
            return Result.REFUSED;
        }
        if (!request.channels().contains(Channel.SLACK)) {
            return undelivered(event, request, Verdict.Kind.NOT_ASKED, "The request leaves it out.");
        }
        Optional<String> channel = request.slackChannel().or(() -> settings.optionalText("slackChannel").filter(id -> !id.isEmpty()));
        if (channel.isEmpty() || !slack.isConfigured()) {
            return undelivered(event, request, Verdict.Kind.NOT_CONFIGURED, "It has no channel or no token.");
        }
        String api = settings.text("slackApiUrl");
        Posting.Plan plan;
        try {
            plan = post(event, api, channel.get());
        } catch (SlackErrorException e) {
            if (e.isLasting()) {
                return undelivered(event, request, Verdict.Kind.CANNOT, e.getMessage());
            }
            throw e;
        }
        return switch (plan) {
            case Posting.Plan.Busy busy -> throw new TryLaterException("Another invocation is posting this request.", Posting.ABANDONED);
            case Posting.Plan.Nothing nothing -> {
                nothing.approval().ifPresent(approval -> close(api, approval));
                nothing.approval().ifPresent(approval -> report(event, approval));
                yield Result.NOTHING_TO_POST;
            }
            case Posting.Plan.Post post -> {
                // What was posted while somebody closed it shows the end too, whatever was put there last.
                Approval now = approvals.find(event.approvalId()).filter(approval -> !approval.isOpen()).orElse(post.approval());
                now.slack().filter(message -> !now.isOpen()).ifPresent(message -> message.ts().ifPresent(ts -> show(api, message, ts, now)));
                report(event, now);
                yield Result.POSTED;
            }
        };
    }

    /** Tells the verdict on a message that stands there; again, where an earlier try did not come so far. */
    private void report(BusEvent.Requested event, Approval approval) {
        approval.slack().filter(message -> approval.isOpen() && message.status() == Status.SENT).ifPresent(message -> {
            Request request = approval.ask().orElseThrow().read();
            Optional<String> unanswerable = message.unanswerable(request);
            if (unanswerable.isPresent()) {
                undelivered(event, request, Verdict.Kind.CANNOT, unanswerable.get());
            } else {
                reports.delivered(event.approvalId(), Reports.unreached(request, message.users().keySet()));
            }
        });
    }

    private Result undelivered(BusEvent.Requested event, Request request, Verdict.Kind kind, String reason) {
        reports.undelivered(event, request, kind, reason);
        return Result.UNDELIVERED;
    }

    /** Posts what is missing. The plan, with the record as it is after that. */
    private Posting.Plan post(BusEvent.Requested event, String api, String channel) {
        Optional<Approval> known = approvals.find(event.approvalId());
        SlackMessage message = known.flatMap(Approval::slack)
                .orElseGet(() -> begin(known.flatMap(Approval::ask).map(Approval.Ask::read).orElseGet(() -> Request.read(event.request())), api, channel));
        Posting.Plan plan = approvals.update(event.approvalId(), record -> Posting.claim(record, event, message, clock.instant()));
        return plan instanceof Posting.Plan.Post post ? new Posting.Plan.Post(postParts(api, post.approval())) : plan;
    }

    private SlackMessage begin(Request request, String api, String channel) {
        Map<String, String> users = people.find(api, request);
        return new SlackMessage(slack.team(api), "", channel, Optional.empty(), 0, users, 0, Status.SENDING, clock.instant());
    }

    private Approval postParts(String api, Approval claimed) {
        Approval approval = claimed;
        List<Content> parts = Messages.open(claimed);
        for (int calls = 0; approval.isOpen() && approval.slack().orElseThrow().posted() < parts.size(); calls++) {
            SlackMessage before = approval.slack().orElseThrow();
            if (calls == PARTS_AT_ONCE) {
                note(approval, before.reached(Status.WAITING, clock.instant()));
                throw new TryLaterException("The request is long: its next parts follow.", Duration.ofSeconds(1));
            }
            try {
                SlackMessage after = postNext(api, before, parts);
                approval = note(approval, after.reached(after.posted() == parts.size() ? Status.SENT : Status.SENDING, clock.instant()));
            } catch (SlackErrorException | TryLaterException | SlackClient.UnreachableException e) {
                note(approval, before.reached(Status.WAITING, clock.instant()));
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
        SlackClient.Posted posted = slack.post(api, message.channel(), message.ts().orElse(null), part);
        return message.posted(posted.ts(), posted.app());
    }

    private Approval note(Approval approval, SlackMessage message) {
        return approvals.update(approval.id(), record -> Posting.note(record.orElse(approval), message));
    }

    /** Lets the recorded message show the end, once. */
    private void close(String api, Approval approval) {
        approval.slack().filter(message -> !approval.isOpen() && message.status() != Status.CLOSED && message.status() != Status.LOST)
                .ifPresent(message -> message.ts().ifPresent(ts -> show(api, message, ts, approval)));
    }

    private void show(String api, SlackMessage message, String ts, Approval approval) {
        Status end = edit(api, message.channel(), ts, approval) ? Status.CLOSED : Status.LOST;
        if (end == Status.CLOSED) {
            thread.result(api, approval);
        }
        approvals.update(approval.id(), record -> {
            Approval before = record.orElse(approval);
            return new Change<>(before.with(before.slack().orElse(message).reached(end, clock.instant())), null);
        });
    }

    /** The copy that somebody pressed in may be one that the record does not know: its post was never confirmed. */
    private void closeWhereItWasPressed(String api, Optional<Approval> record, Press press) {
        record.filter(approval -> !approval.isOpen() && approval.slack().isPresent()).ifPresent(approval -> {
            if (approval.slack().get().ts().equals(Optional.of(press.ts()))) {
                close(api, approval);
            } else {
                edit(api, press.channel(), press.ts(), approval);
            }
        });
    }

    /** Whether the message shows the end now; not, when it can't be changed any more. */
    private boolean edit(String api, String channel, String ts, Approval approval) {
        try {
            slack.update(api, channel, ts, Messages.closed(approval));
            return true;
        } catch (SlackErrorException e) {
            if (e.meansGone()) {
                return false;
            }
            throw e;
        }
    }

    /** A note that can't be shown is dropped: its person sees the message. */
    private void tell(String api, BusEvent.VoteRefused refused, Optional<Approval> approval) {
        try {
            slack.tell(api, refused.press().responseUrl(), refused.press().channel(), refused.press().user(), Messages.note(refused.reason(), approval));
        } catch (SlackErrorException | TryLaterException | SlackClient.UnreachableException e) {
            return;
        }
    }
}
