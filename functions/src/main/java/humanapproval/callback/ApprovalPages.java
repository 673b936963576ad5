package humanapproval.callback;

import humanapproval.callback.Decider.Resumed;
import humanapproval.callback.Voting.Answer;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.MalformedException;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Decision;
import humanapproval.store.LinkCode;
import humanapproval.store.StoreException;
import humanapproval.store.Vote;
import humanapproval.workflow.Announcer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
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
        if (!request.resource().equals(ROUTE)
                || !BusEvent.APPROVAL_ID.matcher(request.approvalId()).matches()) {
            return notFound();
        }
        return switch (request.method()) {
            case "GET", "HEAD" ->
                read(
                        request,
                        200,
                        "The request could not be read just now. Please load the page again.",
                        (approval, approver) -> pages.form(
                                200,
                                approval,
                                approver,
                                Decision.of(request.decision()),
                                Optional.empty(),
                                "",
                                clock.instant()));
            case "POST" -> vote(request);
            default -> notFound();
        };
    }

    /** One page for an unknown, an altered, a foreign and an expired link: none of them tells what exists. */
    private Page notFound() {
        return pages.notice(
                404,
                "There is nothing here",
                "The link is incomplete, or the request is long over. Open the link in your mail once more.");
    }

    /** The page of an open request for the reader of the link, or what became of it. */
    private Page read(
            HttpRequest request, int statusOfClosed, String unreadable, BiFunction<Approval, String, Page> open) {
        Optional<Approval> found;
        try {
            found = approvals.find(request.approvalId());
        } catch (StoreException e) {
            return pages.notice(503, "Something went wrong", unreadable);
        }
        Instant now = clock.instant();
        return found.flatMap(approval -> reader(approval, request)
                        .map(approver -> approval.isOpen(now)
                                ? open.apply(approval, approver)
                                : pages.closed(statusOfClosed, approval, Optional.empty(), now)))
                .orElseGet(this::notFound);
    }

    private Page vote(HttpRequest request) {
        VoteForm form;
        try {
            form = VoteForm.read(request.header("Content-Type"), request.body());
        } catch (MalformedException e) {
            return again(request, Optional.empty(), e.getMessage(), "");
        }
        Optional<String> problem = form.problem();
        if (problem.isPresent()) {
            return again(request, form.decision(), problem.get(), form.comment());
        }
        Decision decision = form.decision().orElseThrow();
        Instant now = clock.instant();
        try {
            return answer(
                    request,
                    decider.vote(
                            request.approvalId(),
                            record -> record.flatMap(approval -> reader(approval, request)
                                            .map(approver -> Voting.cast(
                                                    approval,
                                                    new Vote(
                                                            approver,
                                                            approval.nameOf(approver),
                                                            Channel.EMAIL,
                                                            decision,
                                                            form.comment(),
                                                            now))))
                                    .orElseGet(() -> Change.none(new Answer.Unknown()))),
                    form,
                    now);
        } catch (StoreException e) {
            return pages.notRecorded(decision, form.comment());
        }
    }

    private Page answer(HttpRequest request, Decider.Result result, VoteForm form, Instant now) {
        Decision decision = form.decision().orElseThrow();
        return switch (result.answer()) {
            case Answer.Decided decided
            when result.resumed() == Resumed.FAILED ->
                pages.notResumed(decided.approval(), decision, form.comment(), now);
            case Answer.Decided decided -> pages.closed(200, decided.approval(), Pages.note(result.resumed()), now);
            case Answer.Counted counted -> {
                announce(() -> announcer.recorded(
                        counted.approval(), reader(counted.approval(), request).orElseThrow(), Optional.empty()));
                yield pages.counted(counted.approval(), now);
            }
            case Answer.CommentRefused refused ->
                pages.form(
                        400,
                        refused.approval(),
                        reader(refused.approval(), request).orElseThrow(),
                        Optional.of(decision),
                        Optional.of(refused.reason()),
                        form.comment(),
                        now);
            case Answer.AlreadyDecided already -> {
                String late = "This was decided before your answer came in.";
                refuse(request, already.approval(), late);
                yield pages.closed(409, already.approval(), Optional.of(late), now);
            }
            case Answer.NoLongerOpen over -> {
                refuse(request, over.approval(), "This request is no longer open.");
                yield pages.closed(410, over.approval(), Optional.empty(), now);
            }
            case Answer.Refused refused -> {
                refuse(request, refused.approval(), refused.reason());
                yield pages.notice(403, "Your answer does not count", refused.reason());
            }
            case Answer.Unknown _ -> notFound();
        };
    }

    private void refuse(HttpRequest request, Approval approval, String reason) {
        announce(() -> announcer.refused(
                approval.id(), Channel.EMAIL, reader(approval, request).orElseThrow(), reason, Optional.empty()));
    }

    /** Not worth an error: what the vote came to is recorded, and only the news of it would be missing. */
    private static void announce(Runnable news) {
        try {
            news.run();
        } catch (SdkException | Announcer.NotTakenException e) {
            return;
        }
    }

    /** The form once more, with what is wrong; where the request is over, what became of it. */
    private Page again(HttpRequest request, Optional<Decision> first, String problem, String comment) {
        return read(
                request,
                400,
                "Nothing was recorded. Please go back and try again.",
                (approval, approver) ->
                        pages.form(400, approval, approver, first, Optional.of(problem), comment, clock.instant()));
    }

    /** Whose link it is. */
    private static Optional<String> reader(Approval approval, HttpRequest request) {
        return Optional.ofNullable(approval.links().get(LinkCode.hash(request.linkCode())));
    }
}
