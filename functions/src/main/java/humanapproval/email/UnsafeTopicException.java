package humanapproval.email;

/** A subscription of the topic would receive other people's links: nothing is sent until it is mended. */
final class UnsafeTopicException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsafeTopicException() {
        super("A confirmed subscription of the topic has no filter policy for its own address alone and would "
                + "receive other people's links."
                + " Give it {\"approver\": [\"<its address>\"]} or remove it, then redrive the "
                + "dead-letter queue.");
    }
}
