package operator;

/** It can't be done as asked: the message is the one sentence that the user reads, the exit code is 2. */
final class CannotException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String advice;

    CannotException(String sentence) {
        this(sentence, "deploy this release: sam build && sam deploy");
    }

    /** Where it is a finding of doctor's, with what to do about it. */
    CannotException(String sentence, String advice) {
        super(sentence);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
