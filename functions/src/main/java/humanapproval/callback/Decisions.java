package humanapproval.callback;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.InvalidRequestException;
import humanapproval.approval.Limits;
import humanapproval.approval.OutcomeDocument;
import humanapproval.approval.Request;
import humanapproval.approval.RequestDigest;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.approval.VoteResult;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import humanapproval.channel.Openings;
import humanapproval.channel.WayBack.Ballot;
import humanapproval.channel.WayBack.Voter;
import humanapproval.events.ApprovalEvent;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import humanapproval.waiter.Waiter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** Carries decisions out: the record first, then whoever waits, then the event. */
record Decisions(Approvals approvals, Openings openings, Telling telling, EventPublisher events, Clock clock) {

    /**
     * Counts {@code ballot} and resumes whoever waits if that decided.
     *
     * @throws StoreException when the vote could not be recorded
     */
    VoteResult vote(Ballot ballot) {
        Instant now = clock.instant();
        VoteResult result = carryOut(approvals.update(
                ballot.approvalId(),
                record -> record.map(approval -> cast(approval, ballot, now))
                        .orElseGet(() -> Change.none(new VoteResult.Unknown()))));
        announce(ballot, result);
        return result;
    }

    private static Change<VoteResult> cast(Approval approval, Ballot ballot, Instant now) {
        return switch (ballot.voter().apply(approval)) {
            case Voter.Nobody _ -> Change.none(new VoteResult.Unknown());
            case Voter.Refused refused -> Change.none(new VoteResult.Refused(approval, refused.reason()));
            case Voter.Known known -> VotingRules.cast(approval, vote(ballot, known, now));
        };
    }

    private static Vote vote(Ballot ballot, Voter.Known known, Instant now) {
        return new Vote(known.approver(), known.name(), ballot.channel(), ballot.decision(), ballot.comment(), now);
    }

    /** Whoever decided or stopped it may have met a failure: each who comes by tells it again. */
    private VoteResult carryOut(VoteResult result) {
        return switch (result) {
            case VoteResult.Decided decided -> {
                Approval told = telling.catchUp(decided.approval());
                yield told.isDecided() ? new VoteResult.Decided(told) : new VoteResult.NoLongerOpen(told);
            }
            case VoteResult.AlreadyDecided already ->
                new VoteResult.AlreadyDecided(telling.catchUp(already.approval()));
            case VoteResult.NoLongerOpen over -> new VoteResult.NoLongerOpen(telling.catchUp(over.approval()));
            default -> result;
        };
    }

    /**
     * Lets the channels know what a vote came to. Where its person hears of it by event alone, a failure is the
     * caller's; else only the news would be missing.
     */
    private void announce(Ballot ballot, VoteResult result) {
        try {
            publish(ballot, result);
        } catch (SdkException | EventPublisher.NotTakenException e) {
            if (ballot.origin().isPresent()) {
                throw e;
            }
        }
    }

    private void publish(Ballot ballot, VoteResult result) {
        boolean fromMessage = ballot.origin().isPresent();
        switch (result) {
            case VoteResult.Counted counted -> recorded(counted.approval(), ballot);
            case VoteResult.AlreadyDecided already -> refused(already.approval(), ballot, Words.TOO_LATE);
            case VoteResult.NoLongerOpen over -> refused(over.approval(), ballot, Words.NO_LONGER_OPEN);
            case VoteResult.Refused refused -> refused(refused.approval(), ballot, refused.reason());
            case VoteResult.Decided decided
            when fromMessage && decided.isTold() -> recorded(decided.approval(), ballot);
            case VoteResult.CommentRefused refused
            when fromMessage -> refused(refused.approval(), ballot, refused.reason());
            case VoteResult.Unknown _ when fromMessage -> refused(ballot, ballot.sender(), Words.LONG_OVER);
            case VoteResult.Decided _, VoteResult.CommentRefused _, VoteResult.Unknown _ -> {
                // Its person has a page that says so, or presses again; "Approval Closed" tells a decision to others.
            }
        }
    }

    private void recorded(Approval approval, Ballot ballot) {
        events.recorded(approval, who(approval, ballot), ballot.origin());
    }

    private void refused(Approval approval, Ballot ballot, String reason) {
        refused(ballot, who(approval, ballot), reason);
    }

    private void refused(Ballot ballot, String who, String reason) {
        events.refused(ballot.approvalId(), ballot.channel(), who, reason, ballot.origin());
    }

    private static String who(Approval approval, Ballot ballot) {
        return switch (ballot.voter().apply(approval)) {
            case Voter.Known known -> known.approver();
            case Voter.Refused refused -> refused.who();
            case Voter.Nobody _ -> ballot.sender();
        };
    }

    /**
     * The outcome for whoever's wait ended without an answer; what arrives later finds it decided. That they took it is
     * known when they announce it.
     *
     * @param request the input, which no channel may have taken yet: an unknown approval ends as it says
     */
    JsonObject settle(String id, String executionArn, Optional<String> startedBy, JsonObject request) {
        Instant now = clock.instant();
        Approval settled = approvals.update(
                id,
                record -> Change.keep(record.map(approval -> VotingRules.settled(approval, now))
                        .orElseGet(() -> Approval.tombstone(id, Waiter.gone(executionArn), atTimeout(request, now)))));
        JsonObject outcome = OutcomeDocument.of(settled);
        if (!outcome.has("error") && !outcome.has("requestDigest")) {
            outcome.addProperty("requestDigest", RequestDigest.of(request));
        }
        startedBy.filter(any -> !outcome.has("startedBy")).ifPresent(arn -> outcome.addProperty("startedBy", arn));
        return outcome;
    }

    private static Ending atTimeout(JsonObject request, Instant now) {
        try {
            return Ending.atTimeout(
                    Request.entering(request, new Limits(true, false)).onTimeout(), now);
        } catch (InvalidRequestException e) {
            return Ending.failed(Failure.invalid(e.getMessage()), now);
        }
    }

    /**
     * A later attempt of the waiting step asks: it is the one to answer, at once where it was decided meanwhile. Throws
     * the SDK's exception when it could not be reached.
     *
     * @return whether it was resumed
     */
    boolean askedAgain(ApprovalEvent.Requested event) {
        Optional<Approval> asked = openings.again(event);
        return asked.filter(
                        approval -> approval.isDecided() && approval.waiter().isSameWait(event.waiter()))
                .map(telling::tell)
                .flatMap(Approval::ending)
                .filter(end -> end.told() == Ending.Told.RESUMED)
                .isPresent();
    }

    /**
     * Closes what the stopped execution asked, and says so where a channel that looked again has closed it without the
     * others; how many that were.
     */
    int stopped(String executionArn) {
        List<String> ids = Stream.of(State.OPEN, State.CANCELLED)
                .flatMap(state -> approvals.of(executionArn, state).stream())
                .toList();
        for (String id : ids) {
            approvals
                    .find(id)
                    .filter(approval -> approval.isOpen() || approval.state() == State.CANCELLED)
                    .map(approval -> approvals.update(
                            approval, record -> Change.keep(VotingRules.stopped(record, clock.instant()))))
                    .ifPresent(telling::finish);
        }
        return ids.size();
    }
}
