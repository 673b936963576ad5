package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SlackInteractionTest {

    @Test
    void theNameIsTheBestThatSlackGives() {
        assertEquals(
                "bob",
                SlackInteraction.read(SlackPress.approve()
                                .with("user.username", "other")
                                .body())
                        .orElseThrow()
                        .name());
        assertEquals(
                "bob",
                SlackInteraction.read(SlackPress.approve().without("user.name").body())
                        .orElseThrow()
                        .name());
        assertEquals(
                SlackPress.USER,
                SlackInteraction.read(SlackPress.approve()
                                .without("user.name")
                                .without("user.username")
                                .body())
                        .orElseThrow()
                        .name());
    }
}
