package faults;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Puts every event of the bus on it once more, seconds later and in any order, as EventBridge may. */
final class Echo implements AutoCloseable {

    private static final int MOST_KEPT = 40;

    private final Deployed stack;
    private final Random random;
    private final String name = "echo-" + UUID.randomUUID();
    private final String queue;
    private final List<JsonObject> kept = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private int repeated;

    Echo(Deployed stack, Random random) {
        this.stack = stack;
        this.random = random;
        String created = stack.sqs.createQueue(create -> create.queueName(name)).queueUrl();
        queue = Deployed.url(stack.sandbox, created);
        String arn = stack.sqs
                .getQueueAttributes(get -> get.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String bus = stack.sandbox.output("ApprovalBusName");
        stack.events.putRule(
                put -> put.name(name).eventBusName(bus).eventPattern("{\"source\": [\"human-approval\"]}"));
        stack.events.putTargets(put -> put.rule(name)
                .eventBusName(bus)
                .targets(Target.builder().id("echo").arn(arn).build()));
        thread.scheduleWithFixedDelay(this::repeat, 500, 300, TimeUnit.MILLISECONDS);
    }

    private synchronized void repeat() {
        collect();
        Collections.shuffle(kept, random);
        // Some wait on, so that later ones come before them.
        say(kept.size() > MOST_KEPT ? kept.size() - MOST_KEPT / 2 : kept.size() / 4);
    }

    private void collect() {
        List<Message> some;
        do {
            some = stack.sqs
                    .receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10))
                    .messages();
            for (Message message : some) {
                JsonObject event = JsonParser.parseString(message.body()).getAsJsonObject();
                // The echo of an event has the same detail: it is not repeated once more.
                if (seen.add(event.get("detail-type") + event.get("detail").toString())) {
                    kept.add(event);
                }
                stack.sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        } while (!some.isEmpty());
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            JsonObject event = kept.removeLast();
            stack.announce(event.get("detail-type").getAsString(), event.getAsJsonObject("detail"));
            repeated++;
        }
    }

    /** Repeats what is left; how many events came twice. */
    synchronized int finish() {
        collect();
        Collections.shuffle(kept, random);
        say(kept.size());
        return repeated;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        String bus = stack.sandbox.output("ApprovalBusName");
        stack.events.removeTargets(remove -> remove.rule(name).eventBusName(bus).ids("echo"));
        stack.events.deleteRule(delete -> delete.name(name).eventBusName(bus));
        stack.sqs.deleteQueue(delete -> delete.queueUrl(queue));
    }
}
