package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {

    @ParameterizedTest
    @CsvSource({
        "approver, approvers",
        "Approvers, approvers",
        "aprovers, approvers",
        "approverss, approvers",
        "aprpovers, approvers",
        "required_approvals, requiredApprovals",
        "required-approval, requiredApprovals",
        "requiredAprovals, requiredApprovals",
        "TimeoutSeconds, timeoutSeconds",
        "timeout, timeoutSeconds",
        "requestor, requester",
        "channel, channels",
        "OnTimeout, onTimeout",
        "escalate_to, escalateTo",
        "aprover, approvers",
        "chanel, channels",
        "requiredAproval, requiredApprovals",
        "approver(s), approvers",
        "approvers[], approvers",
        "approverEmails, approvers",
        "slack_channel, slackChannel"
    })
    void aMisspeltPolicyFieldIsRefusedWithTheNameThatWasMeant(String written, String meant) {
        JsonObject input = new JsonObject();
        input.addProperty(written, "x");
        String message = assertThrows(
                        InvalidRequestException.class, () -> Request.entering(input, new Limits(true, false)))
                .getMessage();
        assertTrue(message.startsWith("Unknown field " + written + ": did you mean " + meant + "?"), message);
        JsonObject inside = new JsonObject();
        inside.add("details", input);
        assertEquals(
                written,
                Request.entering(inside, new Limits(true, false))
                        .details()
                        .getFirst()
                        .name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change",
                "request",
                "Title",
                "titles",
                "detail",
                "Details",
                "descriptions",
                "comment",
                "reason",
                "approved",
                "stack",
                "Comment",
                "time",
                "approvedBy"
            })
    void whatIsNoPolicyFieldIsADetail(String name) {
        JsonObject input = new JsonObject();
        input.addProperty(name, "x");
        assertEquals(
                name,
                Request.entering(input, new Limits(true, false))
                        .details()
                        .getFirst()
                        .name());
    }
}
