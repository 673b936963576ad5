package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import org.junit.jupiter.api.Test;

/** More than one approval is required. */
class SeveralApproversTest {

    @Test
    void whoSaidTheSameAsARejectedMinorityCameTooLateToo() {
        CallbackFixture two = new CallbackFixture()
                .with(Samples.linked(
                        Samples.open("{'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}"),
                        "carols-code",
                        "carol@example.com"));
        assertEquals(200, two.post(DecisionTest.APPROVE).status());
        JsonObject carols = CallbackFixture.withBody(DecisionTest.REJECT);
        carols.getAsJsonObject("pathParameters").addProperty("linkCode", "carols-code");
        assertEquals("Rejected", two.http(carols).page().selectFirst("h1").text());
        Reply again = two.post(DecisionTest.APPROVE);
        assertEquals(409, again.status());
        assertFalse(
                again.page().text().contains("To change your mind, open the link again."),
                again.page().text());
    }
}
