package sandbox;

/** {@code make local}: a sandbox for a person, with a page to start approvals and to read their mails. */
final class Playground {
    private Playground() {}

    static void main(String[] arguments) {
        var port = Integer.parseInt(arguments[0]);
        Main.run(() -> {
            try (var sandbox = Sandbox.start(port)) {
                sandbox.slack().people().stream()
                        .map(SlackPerson::email)
                        .filter(email -> !email.isEmpty() && !email.equals(Sandbox.APPROVER))
                        .forEach(sandbox::addApprover);
                PlaygroundPage.serve(sandbox);
                System.out.println("Ready: " + sandbox.address() + "/");
                sandbox.awaitEnd();
                throw new SandboxException("The emulator has stopped. See " + sandbox.log() + ".");
            }
        });
    }
}
