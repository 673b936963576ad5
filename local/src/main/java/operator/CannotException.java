package operator;

/** It can't be done as asked: the message is the one sentence that the user reads, the exit code is 2. */
final class CannotException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotException(String sentence) {
        super(sentence);
    }
}
