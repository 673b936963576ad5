/**
 * Human approval for AWS Step Functions: a workflow waits, people are asked in the channels they like, one function
 * lets the workflow go on. This page is the map; ArchitectureTest and MapTest hold it.
 *
 * <h2>Rooms</h2>
 *
 * <ul>
 *   <li>{@code json}: reads JSON field by field, so that an error names the field
 *   <li>{@code text}: how text from outside is shown: invisible characters, links, times
 *   <li>{@code waiter}: who waits, behind one small interface: resume, fail, when it was stopped, its page in the
 *       console
 *   <li>{@code approval}: what is asked and decided. Pure: calls no service and knows no channel but by its name
 *   <li>{@code events}: the bus's events, how they are read and put
 *   <li>{@code store}: the table: read, apply a pure change, write if nobody else wrote; the record's JSON form and how
 *       large it may be
 *   <li>{@code channel}: what a channel is, and the one delivery protocol
 *   <li>{@code email}: out: mails; in: the pages and their form
 *   <li>{@code slack}: out: messages; in: the buttons
 *   <li>{@code callback}: leads requests to the ways back, carries decisions out, settles. Nothing depends on it
 *   <li>{@code lambda}: what every function needs of Lambda: environment, clients, secrets, the log line, priming
 * </ul>
 *
 * <p>Who may use whom ("──►" is "uses"; nobody uses a room to the left of it):
 *
 * <pre>
 *   callback ──► email, slack ──► channel ──► events, store ──► approval ──► waiter ──► json, text
 *   email, slack, callback, channel ──► lambda
 * </pre>
 *
 * <h2>Words</h2>
 *
 * <dl>
 *   <dt>request
 *   <dd>what the input says, validated: title, description, details, policy
 *   <dt>question
 *   <dd>a request with its deadline, its digest and who asked
 *   <dt>waiter
 *   <dd>who waits for the outcome: a Step Functions task token, which nothing outside of its room looks into
 *   <dt>approval
 *   <dd>the record of one question: votes, outboxes, how it ended
 *   <dt>approver, alias
 *   <dd>a person is the lower-cased email; an alias is another name by which a channel knows them
 *   <dt>reach
 *   <dd>whom a channel reaches, or why nobody
 *   <dt>outbox
 *   <dd>what one channel has done: its reach, its claims, its private state
 *   <dt>delivery, claim, lease
 *   <dd>one thing that has to reach people once, by a key; whoever claims the key first delivers; after its lease a
 *       claim may be taken over
 *   <dt>tombstone
 *   <dd>the record of an approval that ended before it was asked
 *   <dt>origin
 *   <dd>where a vote came from, opaque to all but its channel
 *   <dt>way back, ballot
 *   <dd>how a channel's answers come in; a vote as it was sent
 * </dl>
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>A record changes only by {@code Approvals.update} with a pure function, so that of two writers one starts anew
 *   <li>Only {@code callback} resumes: one place decides, so that there is one decision and one resume
 *   <li>The record is written before the waiter is told: what was acknowledged stands, whatever fails next
 *   <li>A claim is written before its delivery: neither SNS nor Slack knows a message again, so nobody else could stop
 *       a second one
 *   <li>A channel reads the record and never writes it: {@code ChannelHandler} does, so that the protocol is written
 *       once
 *   <li>A record waits only for the channels that it was asked through: a new channel holds nothing up
 *   <li>What people see is what runs: what JSON programs read differently is refused where it enters
 *   <li>Whoever waits is told: what can't be read, asked or reached fails the waiting step with a sentence, and what a
 *       call failed to tell is told by whoever comes by next, at the latest by the sweep
 *   <li>A GET never decides, and one blind press does not either: mail scanners open links and submit forms
 *   <li>No log line holds an event, a body, a link, a token, a secret or an address
 * </ol>
 *
 * <p>Out of scope: who may start workflows, what the workflow does with the outcome, and proof of who reads a mailbox.
 *
 * <p>A new channel is a line in {@code ChannelName}, a package with a {@code Channel}, a function and, where people can
 * answer, a {@code WayBack} in the callback's list; its rule, queue and function in template.yaml. CONTRIBUTING.md has
 * an example.
 */
package humanapproval;
