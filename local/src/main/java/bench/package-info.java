/**
 * {@code make bench}: how long the functions take, beside a port of AWS's tutorial to Node.js and a plain Java handler.
 * Each runs in processes of its own, started by {@link bench.Lambda}, on its {@link bench.RuntimeApi}; what they call
 * is played by {@link bench.AwsStub}, which answers at once. {@link bench.EndToEnd} measures the whole way on the
 * emulator, {@link bench.Cost} reckons what it costs on AWS.
 */
package bench;
