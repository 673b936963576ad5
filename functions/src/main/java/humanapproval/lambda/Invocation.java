package humanapproval.lambda;

/**
 * What a function needs to know of an invocation.
 *
 * @param remainingMillis how long until Lambda ends it
 */
public record Invocation(String requestId, int remainingMillis) {}
