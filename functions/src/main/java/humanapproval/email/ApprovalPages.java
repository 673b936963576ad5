package humanapproval.email;

import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.VoteResult;
import humanapproval.approval.Words;
import humanapproval.channel.HttpRequest;
import humanapproval.channel.WayBack;
import humanapproval.events.ApprovalEvent;
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
            default -> notFound(request);
        };
    }

    private Reading ballot(HttpRequest request) {
        VoteForm form = VoteForm.read(request.header("Content-Type"), request.body());
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
    public Response reply(HttpRequest request, Ballot ballot, VoteResult result) {
        Decision decision = ballot.decision();
        return switch (result) {
            case VoteResult.Decided decided
            when !decided.isTold() -> response(request, 503, pages.notTold(decided.approval(), ballot));
            case VoteResult.Decided decided ->
                response(request, 200, pages.closed(decided.approval(), Pages.note(decided.approval())));
            case VoteResult.Counted counted -> response(request, 200, pages.counted(counted.approval()));
            case VoteResult.CommentRefused refused -> {
                Approval open = refused.approval();
                String reader = reader(open, request).orElseThrow();
                Optional<String> problem = Optional.of(refused.reason());
                String form = pages.form(open, reader, Optional.of(decision), problem, ballot.comment());
                yield response(request, 400, form);
            }
            case VoteResult.AlreadyDecided already ->
                response(request, 409, pages.closed(already.approval(), Optional.of(Words.TOO_LATE)));
            case VoteResult.NoLongerOpen over ->
                response(request, 410, pages.closed(over.approval(), Optional.empty()));
            case VoteResult.Refused refused -> response(request, 403, pages.notice(Words.NO_COUNT, refused.reason()));
            case VoteResult.Unknown _ -> notFound(request);
        };
    }

    @Override
    public Response failed(Optional<Ballot> ballot, RuntimeException failure) {
        Optional<String> again =
                ballot.filter(any -> failure instanceof StoreException).map(pages::notRecorded);
        int status = again.isPresent() ? 503 : 500;
        String html = again.orElseGet(() -> pages.notice(Words.WRONG, Words.GO_BACK));
        return new Response(status, headers, html, ballot.map(Ballot::approvalId), "FAILED");
    }

    /** One page for an unknown, an altered, a foreign and an expired link: none of them tells what exists. */
    private Response notFound(HttpRequest request) {
        return response(request, 404, pages.notice(Words.NO_LINK, Words.COPY_IT));
    }

    /** The page of an open request for the reader of the link, with what is wrong; or what became of it. */
    private Response shown(HttpRequest request, Optional<Decision> first, Optional<String> problem, String comment) {
        Optional<Approval> found;
        try {
            found = approvals.find(approvalId(request));
        } catch (StoreException e) {
            String sentence = problem.isPresent() ? Words.NOTHING_SAVED : Words.UNREADABLE;
            return response(request, 503, pages.notice(Words.WRONG, sentence));
        }
        Optional<String> reader = found.flatMap(approval -> reader(approval, request));
        if (reader.isEmpty()) {
            return notFound(request);
        }
        int status = problem.isPresent() ? 400 : 200;
        if (found.get().isOpen(clock.instant())) {
            return response(request, status, pages.form(found.get(), reader.get(), first, problem, comment));
        }
        Approval ended = seen.apply(found.get());
        return response(request, status, pages.closed(ended, Pages.note(ended)));
    }

    private Response response(HttpRequest request, int status, String html) {
        return new Response(
                status,
                headers,
                request.method().equals("HEAD") ? "" : html,
                status == 404 ? Optional.empty() : Optional.of(approvalId(request)),
                request.method() + " " + status);
    }
}
