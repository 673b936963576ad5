package humanapproval.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** A bus that keeps what was put on it. */
public final class FakeEventBridge implements EventBridgeClient {

    public final List<PutEventsRequestEntry> entries = new ArrayList<>();
    /** The next call throws this. */
    public RuntimeException fault;
    /** The next call is answered, but its entry is not taken. */
    public boolean notTaken;

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        if (fault != null) {
            RuntimeException thrown = fault;
            fault = null;
            throw thrown;
        }
        if (request.entries().stream().mapToInt(FakeEventBridge::bytes).sum() > 256 * 1024) {
            throw EventBridgeException.builder()
                    .message("Total size of the entries in the request is over the limit.")
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ValidationException")
                            .errorMessage("Total size of the entries in the request is over the limit.")
                            .build())
                    .build();
        }
        if (notTaken) {
            notTaken = false;
            return PutEventsResponse.builder()
                    .failedEntryCount(request.entries().size())
                    .build();
        }
        entries.addAll(request.entries());
        return PutEventsResponse.builder().failedEntryCount(0).build();
    }

    /** EventBridge User Guide, Calculating PutEvents event entry size. */
    private static int bytes(PutEventsRequestEntry entry) {
        return Stream.of(entry.source(), entry.detailType(), entry.detail())
                .mapToInt(part -> part.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    public List<String> types() {
        return entries.stream().map(PutEventsRequestEntry::detailType).toList();
    }

    public JsonObject lastDetail() {
        return JsonParser.parseString(entries.getLast().detail()).getAsJsonObject();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
