package plain;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The callback of AWS's tutorial as one writes it in Java without a thought of speed: a default client, the event
 * classes.
 */
public final class Callback implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final SfnClient stepFunctions = SfnClient.create();

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        Map<String, String> query = event.getQueryStringParameters();
        String said =
                query.get("action").equals("approve") ? "Approved! Task approved by " : "Rejected! Task rejected by ";
        stepFunctions.sendTaskSuccess(send -> send.taskToken(query.get("taskToken"))
                .output("{\"Status\": \"" + said
                        + event.getRequestContext().getIdentity().getSourceIp() + "\"}"));
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(302)
                .withHeaders(Map.of(
                        "Location",
                        "https://console.aws.amazon.com/states/home?executionArn=" + query.get("ex") + "&stateMachine="
                                + query.get("sm")));
    }
}
