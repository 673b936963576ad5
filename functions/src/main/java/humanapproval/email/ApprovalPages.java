package humanapproval.email;

import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.VoteResult;
import humanapproval.approval.Words;
import humanapproval.channel.HttpRequest;
import humanapproval.channel.WayBack;
import humanapproval.email.Pages.Page;
import humanapproval.events.ApprovalEvent;
import humanapproval.json.MalformedException;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The way back of the mail's links: shows a request, takes the vote. */
public final class ApprovalPages implements WayBack {

    private static final String ROUTE = "/approvals/{approvalId}/{linkCode}";

    private final Approvals approvals;
    private final UnaryOperator<Approval> seen;
    private final Clock clock;
    private final Pages pages;
    private final Map<String, String> headers;

    /**
     * Shows what stands in {@code approvals}.
     *
     * @param seen what is done about a record that somebody looks at; what it gives is shown
     */
    public ApprovalPages(Approvals approvals, UnaryOperator<Approval> seen, Clock clock) {
        this.approvals = approvals;
        this.seen = seen;
        this.clock = clock;
        this.pages = new Pages(clock);
        this.headers = pages.headers();
    }

    @Override
    public String route() {
        return ROUTE;
    }

    private static String approvalId(HttpRequest request) {
        return request.path().optionalText("approvalId").orElse("");
    }

    private static Optional<String> reader(Approval approval, HttpRequest request) {
        return Links.reader(approval, request.path().optionalText("linkCode").orElse(""));
    }

    /** Answers any request, whatever it holds. */
    @Override
    public Reading read(HttpRequest request) {
        boolean known = request.resource().equals(ROUTE)
                && ApprovalEvent.APPROVAL_ID.matcher(approvalId(request)).matches();
        return switch (known ? request.method() : "") {
            case "GET", "HEAD" -> {
                Optional<String> asked = request.query().optionalText("decision");
                yield shown(request, asked.flatMap(Decision::of), Optional.empty(), "");
            }
            case "POST" -> ballot(request);
            default -> response(request, notFound());
        };
    }

    private Reading ballot(HttpRequest request) {
        VoteForm form;
        try {
            form = VoteForm.read(request.header("Content-Type"), request.body());
        } catch (MalformedException e) {
            return shown(request, Optional.empty(), Optional.of(e.getMessage()), "");
        }
        if (form.problem().isPresent()) {
            return shown(request, form.decision(), form.problem(), form.comment());
        }
        return new Ballot(
                approvalId(request),
                ChannelName.EMAIL,
                form.decision().orElseThrow(),
                form.comment(),
                "",
                Optional.empty(),
                approval -> reader(approval, request)
                        .<Voter>map(approver -> new Voter.Known(approver, approval.nameOf(approver)))
                        .orElseGet(Voter.Nobody::new));
    }

    @Override
    public Response reply(HttpRequest request, Ballot ballot, Answer answer) {
        Decision decision = ballot.decision();
        return response(
                request,
                switch (answer.result()) {
                    case VoteResult.Decided decided
                    when answer.told() == Told.FAILED -> pages.notTold(decided.approval(), ballot);
                    case VoteResult.Decided decided ->
                        pages.closed(200, decided.approval(), Optional.of(Pages.note(answer.told(), decision)));
                    case VoteResult.Counted counted -> pages.counted(counted.approval());
                    case VoteResult.CommentRefused refused ->
                        pages.form(
                                400,
                                refused.approval(),
                                reader(refused.approval(), request).orElseThrow(),
                                Optional.of(decision),
                                Optional.of(refused.reason()),
                                ballot.comment());
                    case VoteResult.AlreadyDecided already ->
                        pages.closed(409, already.approval(), Optional.of(Words.TOO_LATE));
                    case VoteResult.NoLongerOpen over -> pages.closed(410, over.approval(), Optional.empty());
                    case VoteResult.Refused refused -> pages.notice(403, Words.NO_COUNT, refused.reason());
                    case VoteResult.Unknown _ -> notFound();
                });
    }

    @Override
    public Response failed(Optional<Ballot> ballot, RuntimeException failure) {
        Page page = ballot.filter(any -> failure instanceof StoreException)
                .map(pages::notRecorded)
                .orElseGet(() -> pages.notice(500, Words.WRONG, Words.GO_BACK));
        return new Response(page.status(), headers, page.html(), ballot.map(Ballot::approvalId), "FAILED");
    }

    /** One page for an unknown, an altered, a foreign and an expired link: none of them tells what exists. */
    private Page notFound() {
        return pages.notice(404, Words.NO_LINK, Words.COPY_IT);
    }

    /** The page of an open request for the reader of the link, with what is wrong; or what became of it. */
    private Response shown(HttpRequest request, Optional<Decision> first, Optional<String> problem, String comment) {
        int status = problem.isPresent() ? 400 : 200;
        Page page;
        try {
            Optional<Approval> found = approvals.find(approvalId(request));
            Optional<String> reader = found.flatMap(approval -> reader(approval, request));
            page = reader.isEmpty()
                    ? notFound()
                    : found.filter(approval -> approval.isOpen(clock.instant()))
                            .map(open -> pages.form(status, open, reader.get(), first, problem, comment))
                            .orElseGet(() -> {
                                Approval ended = seen.apply(found.get());
                                return pages.closed(status, ended, Pages.note(ended));
                            });
        } catch (StoreException e) {
            page = pages.notice(503, Words.WRONG, problem.isPresent() ? Words.NOTHING_SAVED : Words.UNREADABLE);
        }
        return response(request, page);
    }

    private Response response(HttpRequest request, Page page) {
        return new Response(
                page.status(),
                headers,
                request.method().equals("HEAD") ? "" : page.html(),
                page.status() == 404 ? Optional.empty() : Optional.of(approvalId(request)),
                request.method() + " " + page.status());
    }
}
