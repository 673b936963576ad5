package sandbox;

import java.util.concurrent.CancellationException;

/** {@code make local}: a sandbox for a person, with a page to start approvals and to read their mails. */
final class Playground {
    private Playground() {}

    static void main(String[] arguments) {
        var port = Integer.parseInt(arguments[0]);
        try (var sandbox = Sandbox.start(port, new Progress(System.out))) {
            PlaygroundPage.serve(sandbox);
            System.out.println("Ready: " + sandbox.address() + "/");
            System.out.flush();
            sandbox.awaitEnd();
            throw new SandboxException("The emulator has stopped. See " + sandbox.log() + ".");
        } catch (CancellationException stopped) {
            System.exit(1);
        } catch (SandboxException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
