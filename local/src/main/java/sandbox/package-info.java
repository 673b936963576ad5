/**
 * The deployed stack on a laptop. {@link sandbox.Sandbox} builds the project, starts the emulator and deploys the
 * unchanged template into it; everything else looks at that stack from outside, as its users do:
 *
 * <ul>
 *   <li>{@link sandbox.Playground}, {@link sandbox.Demo}: the programs behind {@code make local} and {@code make demo}
 *   <li>{@link sandbox.Inbox}: the mails as delivered
 *   <li>{@link sandbox.Executions}: the workflows
 *   <li>{@link sandbox.Visitor}: someone who opens a link and sends a form
 *   <li>{@link sandbox.Account}: clients for everything else
 * </ul>
 */
package sandbox;
