package humanapproval.email;

import humanapproval.text.VisibleText;

/** A subscription of the topic would receive other people's links: nothing is sent until it is mended. */
final class UnsafeTopicException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int LONGEST_ENDPOINT = 200;

    private final String endpoint;

    UnsafeTopicException(String endpoint) {
        super("A confirmed subscription of the topic has no filter policy for its own address alone and would receive"
                + " other people's links. Give it one or remove it.");
        this.endpoint = endpoint;
    }

    /** What to do about which subscription, for those who run the workflow; not for the log, as it names an address. */
    String remedy() {
        String shown = VisibleText.line(endpoint, LONGEST_ENDPOINT);
        return "Nothing is mailed as long as the subscription of " + shown + " would receive other people's links: give"
                + " it the filter policy {\"approver\": [\"" + shown + "\"]} or remove it.";
    }
}
