/**
 * {@code ./approvals}: what whoever operates a stack needs, on AWS and in the playground alike.
 * {@link operator.Approvals} has the five commands. Exit codes: 0 all is right, 1 something is wrong, 2 it can't work
 * (bad input, no stack, no credentials, no permission): then one sentence says so and nothing was changed.
 */
package operator;
