package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.State;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.model.InternalServiceErrorException;

/** The signing secret: read seldom, given up when it is rotated, and nobody else's concern. */
class SlackSecretTest {

    private static final String NEW_SECRET = "0123456789abcdef0123456789abcdef";

    private final Approval asked = SlackPress.asked();
    private final CallbackFixture callback = new CallbackFixture().inSlack().with(asked);

    private int pressSigned(String secret) {
        JsonObject event = SlackPress.approve()
                .signed(secret, String.valueOf(callback.clock.instant().getEpochSecond()));
        return callback.http(event).status();
    }

    @Test
    void aSecretThatCannotBeReadIsOurFaultAndRecordsNothing() {
        for (RuntimeException fault : new RuntimeException[] {
            InternalServiceErrorException.builder().message("down").build(), SdkClientException.create("no answer")
        }) {
            callback.signingSecret.fault = fault;
            assertEquals(500, callback.press(SlackPress.approve()).status());
            callback.assertUntouched(asked, fault.toString());
        }
        callback.signingSecret.fault = null;
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(State.APPROVED, callback.record().state());
    }

    @Test
    void aRotatedSecretIsTakenUpByTheFirstPressThatNeedsIt() {
        assertEquals(200, pressSigned(SlackPress.SECRET));
        callback.signingSecret.value = NEW_SECRET;
        callback.clock.move(Duration.ofSeconds(10));
        assertEquals(401, pressSigned(NEW_SECRET));
        assertEquals(1, callback.signingSecret.reads);
        callback.clock.move(Duration.ofMillis(1));
        assertEquals(200, pressSigned(NEW_SECRET));
        assertEquals(401, pressSigned(SlackPress.SECRET));
        assertEquals(2, callback.signingSecret.reads);
    }

    @Test
    void anOldSecretIsForgottenAfterThreeMinutesWhoeverPresses() {
        assertEquals(200, pressSigned(SlackPress.SECRET));
        callback.signingSecret.value = NEW_SECRET;
        callback.clock.move(Duration.ofMinutes(3));
        assertEquals(200, pressSigned(SlackPress.SECRET));
        assertEquals(1, callback.signingSecret.reads);
        callback.clock.move(Duration.ofSeconds(1));
        assertEquals(401, pressSigned(SlackPress.SECRET));
    }

    @Test
    void aPressCountsThroughAnOutageWhichTheLogNames() {
        assertEquals(200, pressSigned(SlackPress.SECRET));
        callback.signingSecret.fault = SdkClientException.create("no answer");
        callback.clock.move(Duration.ofMinutes(4));
        assertEquals(200, pressSigned(SlackPress.SECRET));
        assertEquals(1, callback.log().split("OLD_SECRET", -1).length - 1, callback.log());
    }

    @Test
    void aSecretIsFilledWithoutADeployment() {
        callback.signingSecret.value = null;
        assertEquals(401, pressSigned(SlackPress.SECRET));
        callback.signingSecret.value = SlackPress.SECRET + "\n";
        callback.clock.move(Duration.ofSeconds(11));
        assertEquals(200, pressSigned(SlackPress.SECRET));
    }

    @Test
    void junkReadsTheSecretAtMostOnceInTenSeconds() {
        for (int i = 0; i < 100; i++) {
            assertEquals(401, pressSigned("junk"));
        }
        assertEquals(1, callback.signingSecret.reads);
        for (int second = 0; second <= 60; second++) {
            assertEquals(401, pressSigned("junk"));
            assertEquals(
                    401,
                    callback.http(Samples.event("ApprovalCallback-malformed-slack.json"))
                            .status());
            callback.clock.move(Duration.ofSeconds(1));
        }
        assertEquals(6, callback.signingSecret.reads);
        callback.assertUntouched(asked, "junk");
    }

    @Test
    void nothingButSlacksRouteReadsTheSecret() {
        callback.signingSecret.fault = SdkClientException.create("no answer");
        assertEquals(200, callback.show().status());
        assertEquals(200, callback.post("decision=approve&confirm=yes").status());
        assertEquals("APPROVED", callback.settle().get("outcome").getAsString());
        callback.invoke(Samples.event("ApprovalCallback-stopped.json"));
        assertEquals(0, callback.signingSecret.reads);
        CallbackFixture unfilled = new CallbackFixture().with(Samples.open("{}"));
        assertEquals(200, unfilled.post("decision=approve&confirm=yes").status());
        assertEquals(0, unfilled.signingSecret.reads);
    }
}
