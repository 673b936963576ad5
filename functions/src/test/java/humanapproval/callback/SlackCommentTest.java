package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonNull;
import humanapproval.slack.SlackPress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comments as Slack sends them. */
class SlackCommentTest {

    private final CallbackFixture callback = new CallbackFixture().inSlack().with(SlackPress.asked());

    private String comment() {
        assertEquals(1, callback.record().votes().size());
        return callback.record().votes().getFirst().comment();
    }

    @Test
    void aCommentIsStrippedAndHasOneKindOfLineBreak() {
        callback.press(SlackPress.approve().saying(" \r\n one\r\ntwo\nthree  \n"));
        assertEquals("one\ntwo\nthree", comment());
    }

    @Test
    void noCommentIsAnEmptyOne() {
        for (SlackPress press : List.of(
                SlackPress.approve().with("state.values.comment.comment.value", JsonNull.INSTANCE),
                SlackPress.approve().without("state.values.comment.comment"),
                SlackPress.approve().without("state.values.comment"),
                SlackPress.approve().without("state.values"),
                SlackPress.approve().without("state"),
                SlackPress.approve().saying(" \n"))) {
            CallbackFixture fresh = new CallbackFixture().inSlack().with(SlackPress.asked());
            assertEquals(200, fresh.press(press).status());
            assertEquals("", fresh.record().votes().getFirst().comment());
        }
    }

    @Test
    void aCommentOfAnyScriptArrivesAsItWasTyped() {
        callback.press(SlackPress.approve().saying("ü + & = % \uD83D\uDE80 <b>\u202E"));
        assertEquals("ü + & = % \uD83D\uDE80 <b>\u202E", comment());
    }
}
