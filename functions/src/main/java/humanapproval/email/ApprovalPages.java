package humanapproval.email;

import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.VoteResult;
import humanapproval.approval.Words;
import humanapproval.channel.HttpRequest;
import humanapproval.channel.WayBack;
import humanapproval.events.ApprovalEvent;
import humanapproval.json.MalformedException;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The way back of the mail's links: shows a request, takes the vote. */
public final class ApprovalPages implements WayBack {

    private static final String ROUTE = "/approvals/{approvalId}/{linkCode}";

    private final Approvals approvals;
    private final UnaryOperator<Approval> seen;
    private final Clock clock;
    private final Pages pages = new Pages();
    private final Map<String, String> headers = PageHeaders.with(pages.styleSource());

    /**
     * Shows what stands in {@code approvals}.
     *
     * @param seen what is done about a record that somebody looks at; what it gives is shown
     */
    public ApprovalPages(Approvals approvals, UnaryOperator<Approval> seen, Clock clock) {
        this.approvals = approvals;
        this.seen = seen;
        this.clock = clock;
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
        if (!request.resource().equals(ROUTE)
                || !ApprovalEvent.APPROVAL_ID.matcher(approvalId(request)).matches()) {
            return response(request, notFound());
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> {
                Optional<Decision> first =
                        request.query().optionalText("decision").flatMap(Decision::of);
                yield shown(
                        request,
                        200,
                        Words.UNREADABLE,
                        (approval, approver) ->
                                pages.form(200, approval, approver, first, Optional.empty(), "", clock.instant()));
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
            return again(request, Optional.empty(), e.getMessage(), "");
        }
        Optional<String> problem = form.problem();
        if (problem.isPresent()) {
            return again(request, form.decision(), problem.get(), form.comment());
        }
        return new Ballot(
                approvalId(request),
                ChannelName.EMAIL,
                form.decision().orElseThrow(),
                form.comment(),
                "",
                Optional.empty(),
                approval -> voter(approval, request));
    }

    private static Voter voter(Approval approval, HttpRequest request) {
        return reader(approval, request)
                .<Voter>map(approver -> new Voter.Known(approver, approval.nameOf(approver)))
                .orElseGet(Voter.Nobody::new);
    }

    @Override
    public Response reply(HttpRequest request, Ballot ballot, Answer answer) {
        Instant now = clock.instant();
        Decision decision = ballot.decision();
        return response(
                request,
                switch (answer.result()) {
                    case VoteResult.Decided decided
                    when answer.told() == Told.FAILED ->
                        pages.notTold(decided.approval(), decision, ballot.comment(), now);
                    case VoteResult.Decided decided ->
                        pages.closed(200, decided.approval(), Pages.note(answer.told(), decision), now);
                    case VoteResult.Counted counted -> pages.counted(counted.approval(), now);
                    case VoteResult.CommentRefused refused ->
                        pages.form(
                                400,
                                refused.approval(),
                                reader(refused.approval(), request).orElseThrow(),
                                Optional.of(decision),
                                Optional.of(refused.reason()),
                                ballot.comment(),
                                now);
                    case VoteResult.AlreadyDecided already ->
                        pages.closed(409, already.approval(), Optional.of(Words.TOO_LATE), now);
                    case VoteResult.NoLongerOpen over -> pages.closed(410, over.approval(), Optional.empty(), now);
                    case VoteResult.Refused refused -> pages.notice(403, Words.NO_COUNT, refused.reason());
                    case VoteResult.Unknown _ -> notFound();
                });
    }

    @Override
    public Response failed(Optional<Ballot> ballot, RuntimeException failure) {
        Page page = ballot.filter(any -> failure instanceof StoreException)
                .map(sent -> pages.notRecorded(sent.decision(), sent.comment()))
                .orElseGet(() -> pages.notice(500, Words.WRONG, Words.GO_BACK));
        return new Response(page.status(), headers, page.html(), ballot.map(Ballot::approvalId), "FAILED");
    }

    /** One page for an unknown, an altered, a foreign and an expired link: none of them tells what exists. */
    private Page notFound() {
        return pages.notice(404, Words.NO_LINK, Words.COPY_IT);
    }

    /** The form once more, with what is wrong; where the request is over, what became of it. */
    private Response again(HttpRequest request, Optional<Decision> first, String problem, String comment) {
        return shown(
                request,
                400,
                Words.NOTHING_SAVED,
                (approval, approver) ->
                        pages.form(400, approval, approver, first, Optional.of(problem), comment, clock.instant()));
    }

    /** The page of an open request for the reader of the link, or what became of it. */
    private Response shown(
            HttpRequest request, int statusOfClosed, String unreadable, BiFunction<Approval, String, Page> open) {
        Instant now = clock.instant();
        Page page;
        try {
            page = approvals
                    .find(approvalId(request))
                    .flatMap(approval -> reader(approval, request)
                            .map(approver -> approval.isOpen(now)
                                    ? open.apply(approval, approver)
                                    : ended(statusOfClosed, seen.apply(approval), now)))
                    .orElseGet(this::notFound);
        } catch (StoreException e) {
            page = pages.notice(503, Words.WRONG, unreadable);
        }
        return response(request, page);
    }

    private Page ended(int status, Approval approval, Instant now) {
        return pages.closed(status, approval, Pages.note(approval), now);
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
