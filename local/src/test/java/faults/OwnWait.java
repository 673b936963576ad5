package faults;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.UUID;
import sandbox.Sandbox;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A workflow that asks in a step of its own and announces the end, like examples/own-wait.asl.json. */
final class OwnWait {

    private OwnWait() {}

    /** Its ARN. The input has the approval id, the seconds and the request; the output is the outcome document. */
    static String create(SfnClient steps, Sandbox sandbox) {
        String role = steps.describeStateMachine(
                        describe -> describe.stateMachineArn(sandbox.output("StateMachineHumanApprovalArn")))
                .roleArn();
        return steps.createStateMachine(create -> create.name("own-wait-" + UUID.randomUUID())
                        .definition(
                                definition(sandbox.output("ApprovalBusName")).toString())
                        .roleArn(role))
                .stateMachineArn();
    }

    private static JsonObject definition(String bus) {
        return JsonParser.parseString("""
                {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
                  "Ask": {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents.waitForTaskToken",
                    "TimeoutSeconds": "{% $states.input.seconds %}",
                    "Arguments": {"Entries": [{"EventBusName": "BUS", "Source": "human-approval",
                      "DetailType": "Approval Requested", "Detail": {
                        "approvalId": "{% $states.input.approvalId %}",
                        "executionArn": "{% $states.context.Execution.Id %}",
                        "taskToken": "{% $states.context.Task.Token %}",
                        "attempt": "{% $states.context.State.RetryCount %}",
                        "deadline": "{% $fromMillis($millis() + 1000 * $states.input.seconds) %}",
                        "request": "{% $states.input.request %}"}}]},
                    "Assign": {"outcome": "{% $states.result %}", "approvalId": "{% $states.input.approvalId %}"},
                    "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Announce", "Assign": {
                      "outcome": {"outcome": "EXPIRED", "votes": []},
                      "approvalId": "{% $states.input.approvalId %}"}}],
                    "Next": "Announce"},
                  "Announce": {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents",
                    "Arguments": {"Entries": [{"EventBusName": "BUS", "Source": "human-approval",
                      "DetailType": "Approval Closed", "Detail": {"approvalId": "{% $approvalId %}",
                        "executionArn": "{% $states.context.Execution.Id %}", "outcome": "{% $outcome %}"}}]},
                    "Output": "{% $outcome %}", "End": true}}}
                """.replace("BUS", bus)).getAsJsonObject();
    }
}
