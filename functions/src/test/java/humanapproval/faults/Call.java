package humanapproval.faults;

/**
 * One call that something of ours makes of a service.
 *
 * @param ordinal which one of its kind it is in its story, from 1
 */
record Call(String service, String operation, int ordinal) {

    /** Whether it is one more call of the same kind, or this one. */
    boolean isFollowedBy(Call later) {
        return later.service.equals(service) && later.operation.equals(operation) && later.ordinal >= ordinal;
    }

    /** Whether it changes nothing where it is made. */
    boolean isReading() {
        return operation.matches("(?i)(get|list|describe|query|auth|users|invoke).*");
    }

    /** Whether Step Functions makes it, which tries again by itself and has no process that could end. */
    boolean isOfTheWorkflow() {
        return service.equals(Recorder.WORKFLOW);
    }

    @Override
    public String toString() {
        return service + " " + operation + " " + ordinal;
    }
}
