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
import humanapproval.channel.Openings;
import humanapproval.channel.WayBack.Answer;
import humanapproval.channel.WayBack.Ballot;
import humanapproval.channel.WayBack.Told;
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
final class Decisions {

    private final Approvals approvals;
    private final Openings openings;
    private final Telling telling;
    private final EventPublisher events;
    private final Clock clock;

    Decisions(Approvals approvals, Openings openings, Telling telling, EventPublisher events, Clock clock) {
        this.approvals = approvals;
        this.openings = openings;
        this.telling = telling;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Counts {@code ballot} and resumes whoever waits if that decided.
     *
     * @throws StoreException when the vote could not be recorded
     */
    Answer vote(Ballot ballot) {
        Instant now = clock.instant();
        VoteResult result = approvals.update(
                ballot.approvalId(),
                record -> record.map(approval -> cast(approval, ballot, now))
                        .orElseGet(() -> Change.none(new VoteResult.Unknown())));
        Answer answer = carryOut(result);
        announce(ballot, answer);
        return answer;
    }

    private static Change<VoteResult> cast(Approval approval, Ballot ballot, Instant now) {
        return switch (ballot.voter().apply(approval)) {
            case Voter.Nobody _ -> Change.none(new VoteResult.Unknown());
            case Voter.Refused refused -> Change.none(new VoteResult.Refused(approval, refused.reason()));
            case Voter.Known known -> {
                Optional<String> tooLong = VotingRules.tooLong(ballot.comment());
                yield tooLong.isPresent()
                        ? Change.none(new VoteResult.CommentRefused(approval, tooLong.get()))
                        : VotingRules.cast(approval, vote(ballot, known, now));
            }
        };
    }

    private static Vote vote(Ballot ballot, Voter.Known known, Instant now) {
        return new Vote(known.approver(), known.name(), ballot.channel(), ballot.decision(), ballot.comment(), now);
    }

    private Answer carryOut(VoteResult result) {
        return switch (result) {
            case VoteResult.Decided decided ->
                switch (decided.approval().ending().orElseThrow().told()) {
                    case NOT_YET -> tell(decided);
                    case RESUMED, TAKEN -> new Answer(decided, Told.YES);
                    case GIVEN_UP -> new Answer(decided, Told.LATER);
                };
            // Whoever decided or stopped it may have met a failure: this one comes by.
            case VoteResult.AlreadyDecided already ->
                new Answer(new VoteResult.AlreadyDecided(telling.catchUp(already.approval())), Told.YES);
            case VoteResult.NoLongerOpen over ->
                new Answer(new VoteResult.NoLongerOpen(telling.catchUp(over.approval())), Told.YES);
            default -> new Answer(result, Told.YES);
        };
    }

    private Answer tell(VoteResult.Decided decided) {
        try {
            return telling.tell(decided.approval());
        } catch (SdkException | EventPublisher.NotTakenException | StoreException e) {
            return new Answer(decided, Told.FAILED);
        }
    }

    /**
     * Lets the channels know what a vote came to. Where its person hears of it by event alone, a failure is the
     * caller's; else only the news would be missing.
     */
    private void announce(Ballot ballot, Answer answer) {
        if (answer.told() == Told.FAILED) {
            return;
        }
        try {
            publish(ballot, answer.result());
        } catch (SdkException | EventPublisher.NotTakenException e) {
            if (ballot.origin().isPresent()) {
                throw e;
            }
        }
    }

    private void publish(Ballot ballot, VoteResult result) {
        boolean fromMessage = ballot.origin().isPresent();
        switch (result) {
            case VoteResult.Decided decided when fromMessage -> recorded(decided.approval(), ballot);
            case VoteResult.Decided _ -> {
                // "Approval Closed" tells it.
            }
            case VoteResult.Counted counted -> recorded(counted.approval(), ballot);
            case VoteResult.CommentRefused refused
            when fromMessage -> refused(Optional.of(refused.approval()), ballot, refused.reason());
            case VoteResult.CommentRefused _ -> {
                // Its person has the form before them.
            }
            case VoteResult.AlreadyDecided already ->
                refused(Optional.of(already.approval()), ballot, "This was decided before your answer came in.");
            case VoteResult.NoLongerOpen over ->
                refused(Optional.of(over.approval()), ballot, "This request is no longer open.");
            case VoteResult.Refused refused -> refused(Optional.of(refused.approval()), ballot, refused.reason());
            case VoteResult.Unknown _
            when fromMessage -> refused(Optional.empty(), ballot, "This request is long over.");
            case VoteResult.Unknown _ -> {
                // There is nobody to tell.
            }
        }
    }

    private void recorded(Approval approval, Ballot ballot) {
        events.recorded(approval, who(Optional.of(approval), ballot), ballot.origin());
    }

    private void refused(Optional<Approval> approval, Ballot ballot, String reason) {
        events.refused(ballot.approvalId(), ballot.channel(), who(approval, ballot), reason, ballot.origin());
    }

    private static String who(Optional<Approval> approval, Ballot ballot) {
        return switch (approval.map(ballot.voter()).orElseGet(Voter.Nobody::new)) {
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
                .filter(answer -> answer.told() == Told.YES && answer.result() instanceof VoteResult.Decided)
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
