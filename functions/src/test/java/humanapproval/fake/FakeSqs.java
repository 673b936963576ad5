package humanapproval.fake;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;

/** The channel's queue, as far as a channel talks to it. */
public final class FakeSqs implements SqsClient {

    public final List<ChangeMessageVisibilityRequest> changes = new ArrayList<>();
    /** What setting a message aside throws. */
    public RuntimeException fault;

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        if (fault != null) {
            throw fault;
        }
        changes.add(request);
        return ChangeMessageVisibilityResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
