package humanapproval.slack;

import static humanapproval.slack.Block.bold;
import static humanapproval.slack.Block.date;
import static humanapproval.slack.Block.linked;
import static humanapproval.slack.Block.plain;

import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Person;
import humanapproval.approval.Policy;
import humanapproval.approval.Request;
import humanapproval.approval.Words;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what Slack shows of an approval, in Block Kit. All text of one message stays under {@link #MOST_TEXT}. */
final class Messages {

    /**
     * Characters. Slack refuses from 11,000 on, whatever the single limits say (slackapi/bolt-js issues 2509 and 2867).
     */
    static final int MOST_TEXT = 8000;

    private static final int FIRST_PART = 4400;
    private static final int FURTHER_PART = 7000;
    // Slack's page Header block.
    private static final int LONGEST_HEADING = 150;
    private static final int LONGEST_PUSHED = 100;
    private static final int MOST_NAMES = 600;

    private Messages() {}

    /**
     * The message, then what does not fit as replies in its thread, then (where there are replies) the message again,
     * now with its buttons: nobody is offered to decide before all of it stands there.
     */
    static List<Content> open(Approval approval) {
        List<List<Passages.Passage>> passages = passages(approval.request());
        List<Passages.Passage> first = passages.getFirst();
        boolean byEmail = approval.request().channels().contains(ChannelName.EMAIL);
        List<Block> form = SlackState.unanswerable(approval)
                .map(reason -> List.of(Block.section(Words.notHere(reason, byEmail))))
                .orElseGet(() -> Endings.form(approval));
        String text = pushed(approval, first);
        Content whole = content(approval, text, first, form);
        if (passages.size() == 1) {
            return List.of(whole);
        }
        List<Content> parts = new ArrayList<>();
        parts.add(content(approval, text, first, List.of(Block.section(Words.IN_THREAD))));
        String goesOn = heading(approval) + ": " + Words.GOES_ON;
        passages.stream().skip(1).forEach(part -> parts.add(new Content(goesOn, List.of(Passages.quoted(part)))));
        parts.add(whole);
        return parts;
    }

    /** For a phone: what it is, who asks, until when, and how it begins. */
    private static String pushed(Approval approval, List<Passages.Passage> passages) {
        ApprovalView view = new ApprovalView(approval);
        String words = passages.stream().map(passage -> passage.piece().text()).collect(Collectors.joining());
        return "Approval required: " + view.heading(LONGEST_PUSHED) + "\n" + view.asks() + " " + view.silence() + ".\n"
                + VisibleText.line(words, LONGEST_PUSHED);
    }

    /** The message with the end in place of its buttons. */
    static Content closed(Approval approval) {
        return content(
                approval,
                new ApprovalView(approval).endByWhom() + ": " + heading(approval),
                passages(approval.request()).getFirst(),
                List.of(Endings.end(approval)));
    }

    /** A sentence for one person, with the end where there is one. */
    static Content note(String sentence, Approval approval) {
        boolean ended = !approval.isOpen() && approval.question().isPresent();
        return ThreadLines.sentence(
                approval, sentence + (ended ? " " + new ApprovalView(approval).endByWhom() + "." : ""));
    }

    private static Content content(
            Approval approval, String text, List<Passages.Passage> passages, List<Block> ending) {
        Block heading = Block.header(heading(approval));
        List<Block> blocks = new ArrayList<>();
        blocks.add(heading);
        blocks.add(line(List.of(bold(status(approval)))));
        blocks.add(line(facts(approval, !passages.isEmpty())));
        if (!passages.isEmpty()) {
            blocks.add(Passages.quoted(passages));
        }
        blocks.addAll(ending);
        if (approval.isOpen()) {
            // Nobody is offered to decide what they can't read here.
            return new Content(text, blocks);
        }
        // An edit may not take all rich text away (Slack's page chat.update, block_mismatch).
        List<Block> minimal = new ArrayList<>();
        minimal.add(heading);
        minimal.add(line(List.of(plain(Words.unshown(new ApprovalView(approval).executionName())))));
        minimal.addAll(ending);
        return new Content(text, blocks, minimal);
    }

    /** The outcome, or what it takes, so that it is seen at a glance and not by a colour alone. */
    private static String status(Approval approval) {
        ApprovalView view = new ApprovalView(approval);
        String progress = approval.requiredApprovals() > 1 ? " · " + view.progress() : "";
        return approval.isOpen() ? view.needed().orElse(Words.UNTITLED + ".") : view.end() + progress;
    }

    private static List<Block.Element> facts(Approval approval, boolean quoted) {
        ApprovalView view = new ApprovalView(approval);
        List<Block.Element> facts = new ArrayList<>();
        if (!approval.isOpen()) {
            view.askedBy().ifPresent(sentence -> facts.add(plain(sentence + "\n")));
        } else {
            facts.add(plain(view.asks() + "\n"));
            facts.add(plain(view.silence("")));
            facts.add(date(approval.asked().deadline(), view.deadline()));
            facts.add(plain(".\n"));
        }
        facts.addAll(approvers(view));
        facts.add(plain("Digest: " + view.digest() + "\n"));
        facts.add(plain("Execution: "));
        facts.add(linked(view.executionName(), view.execution().consoleLink()));
        view.caller().ifPresent(caller -> {
            facts.add(plain(", which says it was started by "));
            facts.add(linked(caller.name(), caller.consoleLink()));
        });
        if (quoted) {
            facts.add(plain("\n" + Words.BY_WORKFLOW));
        }
        view.leftOut().ifPresent(sentence -> facts.add(plain(" " + sentence)));
        return facts;
    }

    /** Who may decide, those who are named as far as there is room, and how many it takes where that is not above. */
    private static List<Block.Element> approvers(ApprovalView view) {
        Policy policy = view.approval().request().policy();
        List<Block.Element> who = new ArrayList<>();
        if (policy.approvers().isEmpty()) {
            boolean requesterToo =
                    policy.allowSelfApproval() || policy.requester().isEmpty();
            who.add(plain("Approvers: " + Words.EVERYBODY + " " + Words.onlyMembers(requesterToo)));
        }
        List<Person> people = view.approvers();
        int room = MOST_NAMES;
        int shown = 0;
        for (Person person : people) {
            room -= ApprovalView.name(person).length();
            if (room > 0 || shown == 0) {
                who.add(plain(shown == 0 ? "Approvers: " : ", "));
                who.add(person(view.approval(), person.email(), person.email()));
                shown++;
            }
        }
        if (shown < people.size()) {
            who.add(plain(" and " + (people.size() - shown) + " more"));
        }
        if (!who.isEmpty()) {
            who.add(plain("\n"));
        }
        view.rule()
                .filter(any -> view.approval().isOpen() && view.needed().isEmpty())
                .ifPresent(rule -> who.add(plain(rule + "\n")));
        return who;
    }

    private static List<List<Passages.Passage>> passages(Request request) {
        boolean shortened = request.title()
                .filter(title -> !VisibleText.line(title, LONGEST_HEADING).equals(title))
                .isPresent();
        return Passages.split(Passages.of(request, shortened), FIRST_PART, FURTHER_PART);
    }

    static String heading(Approval approval) {
        return new ApprovalView(approval).heading(LONGEST_HEADING);
    }

    /** A line of rich text. */
    static Block line(List<Block.Element> elements) {
        return Block.rich(List.of(Block.line(elements)));
    }

    /** A mention where Slack knows them, else the name. */
    static Block.Element person(Approval approval, String approver, String name) {
        return SlackState.user(approval, approver)
                .map(Block::user)
                .orElseGet(() -> plain(new ApprovalView(approval).name(approver, name)));
    }
}
