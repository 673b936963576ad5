package bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What approvals cost: one by email and Slack with one approver, answered once, without free tiers. Prices are AWS's
 * list prices of us-east-1, in US dollars, as of 2026-11-24.
 */
final class Cost {
    // At 1 GB: the mail with its pause, the message, the page, the answer and both ends, nearly all of it waiting.
    private static final double GIGABYTE_SECONDS = 3.0;

    /**
     * @param perMillion the price of a million of them, each month
     * @param each how many one approval takes
     * @param fixed what it costs a month however few there are
     */
    private record Item(String service, String what, double perMillion, double each, double fixed) {
        double of(long approvals) {
            return fixed + perMillion * each * approvals / 1e6;
        }
    }

    private static final List<Item> ITEMS = List.of(
            new Item("Step Functions", "6 state transitions", 25, 6, 0),
            new Item("SNS", "1 mail, 3 requests", 1, 20 + 3 * 0.5, 0),
            new Item(
                    "Lambda",
                    "6 invocations, 3 GB-seconds; a look every 5 minutes",
                    1,
                    6 * 0.2 + GIGABYTE_SECONDS * 16.6667,
                    0.02),
            new Item(
                    "DynamoDB", "12 writes of 2 KB, 8 to the indexes, 6 reads", 1, (12 * 2 + 8) * 0.625 + 6 * 0.125, 0),
            new Item("X-Ray", "2 traces", 5, 2, 0),
            new Item("API Gateway", "2 requests", 3.5, 2, 0),
            // Lambda asks an empty queue with 5 pollers, each every 20 seconds.
            new Item("SQS", "4 messages; asking two empty queues", 0.4, 12, 2 * 648_000 * 0.4 / 1e6),
            new Item("EventBridge", "3 events", 1, 3, 0),
            // An alarm costs as much as the metrics that it looks at.
            new Item("CloudWatch", "6 KB of logs; 3 metrics, 5 alarms of 12 metrics", 1, 6 * 0.5, 3 * 0.30 + 12 * 0.10),
            new Item("Secrets Manager", "2 secrets, read every 3 minutes", 5, 0.1, 0.80),
            // A key is kept for 5 minutes: the table's by three functions, the topic's by one.
            new Item("KMS", "topic and table, at most every 5 minutes", 3, 0, 4 * 8_640 * 3 / 1e6));

    private Cost() {}

    /** The README's table, in Markdown. */
    static String table() {
        return "| a month, in us-east-1 | one approval takes | 1,000 approvals | 1,000,000 approvals |\n| --- | "
                + "--- | ---: | ---: |\n"
                + ITEMS.stream()
                        .map(item -> row(item.service(), item.what(), item.of(1_000), item.of(1_000_000)))
                        .collect(Collectors.joining())
                + row("**Together**", "", sum(1_000), sum(1_000_000));
    }

    private static double sum(long approvals) {
        return ITEMS.stream().mapToDouble(item -> item.of(approvals)).sum();
    }

    private static String row(String service, String what, double few, double many) {
        return String.format(Locale.ROOT, "| %s | %s | $%.2f | $%,.0f |%n", service, what, few, many);
    }
}
