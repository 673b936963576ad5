package humanapproval.callback;

import humanapproval.callback.Decider.Resumed;
import humanapproval.callback.Voting.Answer;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.MalformedException;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Decision;
import humanapproval.store.Link;
import humanapproval.store.LinkCode;
import humanapproval.store.StoreException;
import humanapproval.store.Vote;
import humanapproval.workflow.Announcer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** The route of the mail's links: shows a request, takes the vote. */
final class ApprovalPages {

    /** The route, as template.yaml declares it. */
    static final String ROUTE = "/approvals/{approvalId}/{linkCode}";

    private final Approvals approvals;
    private final Decider decider;
    private final Announcer announcer;
    private final Pages pages;
    private final Clock clock;

    ApprovalPages(Approvals approvals, Decider decider, Announcer announcer, Pages pages, Clock clock) {
        this.approvals = approvals;
        this.decider = decider;
        this.announcer = announcer;
        this.pages = pages;
        this.clock = clock;
    }

    /** Answers any request, whatever it holds. */
    Page handle(HttpRequest request) {
        if (!request.resource().equals(ROUTE) || !BusEvent.APPROVAL_ID.matcher(request.approvalId()).matches()) {
            return notFound();
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> show(request);
            case "POST" -> vote(request);
            default -> notFound();
        };
    }

    /** One page for an unknown, an altered, a foreign and an expired link: none of them tells what exists. */
    private Page notFound() {
        return pages.notice(404, "There is nothing here", "The link is incomplete, or the request is long over. Open the link in your mail once more.");
    }

    private Page show(HttpRequest request) {
        Optional<Approval> found;
        try {
            found = approvals.find(request.approvalId());
        } catch (StoreException e) {
            return pages.notice(503, "Something went wrong", "The request could not be read just now. Please load the page again.");
        }
        Instant now = clock.instant();
        return found.flatMap(approval -> reader(approval, request).map(approver -> {
            if (approval.isOpen() && !Voting.isOver(approval, now)) {
                return pages.form(200, approval, approver, Decision.of(request.decision()), Optional.empty(), "", now);
            }
            return pages.closed(200, approval, Optional.empty(), now);
        })).orElseGet(this::notFound);
    }

    private Page vote(HttpRequest request) {
        VoteForm form;
        try {
            form = VoteForm.read(request.header("Content-Type"), request.body());
        } catch (MalformedException e) {
            return showAgain(request, Optional.empty(), e.getMessage(), "");
        }
        if (form.decision().isEmpty()) {
            return showAgain(request, form.decision(), "Please choose: approve or reject.", form.comment());
        }
        if (!form.confirmed()) {
            return showAgain(request, form.decision(), "Please tick the box before you press the button.", form.comment());
        }
        try {
            Instant now = clock.instant();
            return approvals.find(request.approvalId())
                    .flatMap(approval -> reader(approval, request))
                    .map(approver -> new Vote(approver, approver, Channel.EMAIL, form.decision().get(), form.comment(), now))
                    .map(vote -> answer(decider.vote(request.approvalId(), vote), vote, now))
                    .orElseGet(this::notFound);
        } catch (StoreException e) {
            return pages.notRecorded(form.decision().get(), form.comment());
        }
    }

    private Page answer(Decider.Result result, Vote vote, Instant now) {
        return switch (result.answer()) {
            case Answer.Decided decided when result.resumed() == Resumed.FAILED -> pages.notResumed(decided.approval(), vote, now);
            case Answer.Decided decided -> pages.closed(200, decided.approval(), Pages.note(result.resumed()), now);
            case Answer.Counted counted -> {
                announce(counted.approval(), vote);
                yield pages.counted(counted.approval(), vote, now);
            }
            case Answer.CommentMissing missing -> pages.form(400, missing.approval(), vote.approver(), Optional.of(vote.decision()),
                    Optional.of("Please write a comment: this request asks for one."), "", now);
            case Answer.AlreadyDecided already -> pages.closed(409, already.approval(), Optional.of("This was decided before your answer came in."), now);
            case Answer.NoLongerOpen over -> pages.closed(410, over.approval(), Optional.empty(), now);
            case Answer.Refused refused -> pages.notice(403, "Your answer does not count", refused.reason());
        };
    }

    /** Not worth an error: the vote is recorded, and only the line about it in Slack's thread would be missing. */
    private void announce(Approval approval, Vote vote) {
        try {
            announcer.recorded(approval, vote.approver(), Optional.empty());
        } catch (SdkException | Announcer.NotTakenException e) {
            return;
        }
    }

    /** The form once more, with what is wrong; where the request is over, what became of it. */
    private Page showAgain(HttpRequest request, Optional<Decision> first, String problem, String comment) {
        Optional<Approval> found;
        try {
            found = approvals.find(request.approvalId());
        } catch (StoreException e) {
            return pages.notice(503, "Something went wrong", "Nothing was recorded. Please go back and try again.");
        }
        Instant now = clock.instant();
        return found.flatMap(approval -> reader(approval, request).map(approver -> approval.isOpen() && !Voting.isOver(approval, now)
                        ? pages.form(400, approval, approver, first, Optional.of(problem), comment, now)
                        : pages.closed(400, approval, Optional.empty(), now)))
                .orElseGet(this::notFound);
    }

    /** Whose link it is. */
    private static Optional<String> reader(Approval approval, HttpRequest request) {
        return approval.link(LinkCode.hash(request.linkCode())).map(Link::approver);
    }
}
