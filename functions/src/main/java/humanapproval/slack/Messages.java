package humanapproval.slack;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.richText;
import static com.slack.api.model.block.Blocks.section;
import static humanapproval.slack.Elements.bold;
import static humanapproval.slack.Elements.date;
import static humanapproval.slack.Elements.linked;
import static humanapproval.slack.Elements.person;
import static humanapproval.slack.Elements.plain;
import static humanapproval.slack.Elements.plainText;
import static humanapproval.slack.Elements.rich;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
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
        Request request = approval.request();
        List<List<Passages.Passage>> passages = passages(request);
        List<Passages.Passage> first = passages.getFirst();
        List<LayoutBlock> form = SlackState.unanswerable(approval)
                .map(reason -> sentence(Words.notHere(reason, request.channels().contains(ChannelName.EMAIL))))
                .orElseGet(() -> Endings.form(approval));
        String text = pushed(approval, first);
        if (passages.size() == 1) {
            return List.of(content(approval, text, first, form));
        }
        List<Content> parts = new ArrayList<>();
        parts.add(content(approval, text, first, sentence(Words.IN_THREAD)));
        String goesOn = heading(approval) + ": " + Words.GOES_ON;
        passages.stream().skip(1).forEach(part -> parts.add(new Content(goesOn, quoted(part))));
        parts.add(content(approval, text, first, form));
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
                Endings.end(approval));
    }

    /** A sentence for one person, with the end where there is one. */
    static Content note(String sentence, Approval approval) {
        boolean ended = !approval.isOpen() && approval.question().isPresent();
        return ThreadLines.sentence(
                approval, sentence + (ended ? " " + new ApprovalView(approval).endByWhom() + "." : ""));
    }

    private static Content content(
            Approval approval, String text, List<Passages.Passage> passages, List<LayoutBlock> ending) {
        List<LayoutBlock> heading = asBlocks(header(header -> header.text(plainText(heading(approval)))));
        List<LayoutBlock> blocks = new ArrayList<>(heading);
        blocks.addAll(rich(status(approval)));
        blocks.addAll(rich(facts(approval, !passages.isEmpty())));
        if (!passages.isEmpty()) {
            blocks.addAll(quoted(passages));
        }
        blocks.addAll(ending);
        // Nobody is offered to decide what they can't read here.
        List<LayoutBlock> minimal = new ArrayList<>();
        if (!approval.isOpen()) {
            minimal.addAll(heading);
            // An edit may not take all rich text away (Slack's page chat.update, block_mismatch).
            minimal.addAll(rich(List.of(plain(Words.unshown(new ApprovalView(approval).executionName())))));
            minimal.addAll(ending);
        }
        return new Content(text, blocks, minimal);
    }

    /** The outcome, or what it takes, so that it is seen at a glance and not by a colour alone. */
    private static List<RichTextElement> status(Approval approval) {
        ApprovalView view = new ApprovalView(approval);
        String progress = approval.requiredApprovals() > 1 ? " · " + view.progress() : "";
        return List.of(bold(approval.isOpen() ? view.needed().orElse(Words.UNTITLED + ".") : view.end() + progress));
    }

    private static List<RichTextElement> facts(Approval approval, boolean quoted) {
        ApprovalView view = new ApprovalView(approval);
        List<RichTextElement> facts = new ArrayList<>();
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
    private static List<RichTextElement> approvers(ApprovalView view) {
        Policy policy = view.approval().request().policy();
        List<RichTextElement> who = new ArrayList<>();
        if (policy.approvers().isEmpty()) {
            boolean requesterToo =
                    policy.allowSelfApproval() || policy.requester().isEmpty();
            who.add(plain("Approvers: " + Words.EVERYBODY + " " + Words.whoCanNot(requesterToo)));
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
        if (who.isEmpty()) {
            // Nobody may decide before others join.
            return who;
        }
        who.add(plain("\n"));
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

    private static List<LayoutBlock> quoted(List<Passages.Passage> passages) {
        return asBlocks(richText(text -> text.elements(Passages.elements(passages))));
    }

    static List<LayoutBlock> sentence(String sentence) {
        return asBlocks(section(section -> section.text(plainText(sentence))));
    }
}
