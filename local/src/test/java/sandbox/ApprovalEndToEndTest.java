package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class ApprovalEndToEndTest {

    @Test
    void whoApprovesOnThePageResumesTheWorkflow(Sandbox sandbox) {
        var input = new JsonObject();
        var title = "Deploy " + UUID.randomUUID();
        input.addProperty("title", title);
        var execution = sandbox.executions().start(input);

        try (var visitor = new Visitor()) {
            var mail = sandbox.inbox().await(Sandbox.APPROVER, title);
            var page = visitor.open(mail.link("approve"));
            assertEquals(200, page.status());
            assertEquals(200, visitor.answer(page, "approve", "Looks good.").status());
        }

        var ended = sandbox.executions().awaitEnd(execution.arn(), Duration.ofMinutes(1));
        assertEquals("APPROVED", ended.outcome());
    }
}
