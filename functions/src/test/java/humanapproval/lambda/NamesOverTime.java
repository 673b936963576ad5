package humanapproval.lambda;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that sets a function up and looks up a name whose address changes. Prints both addresses. */
final class NamesOverTime {

    static final String NAME = "dynamodb.example.com";

    private NamesOverTime() {}

    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Class.forName(arguments[0]).getConstructor().newInstance();
        Path hosts = Path.of(System.getProperty("jdk.net.hosts.file"));
        for (String address : new String[] {"127.0.0.2", "127.0.0.3"}) {
            Files.writeString(hosts, address + " " + NAME + "\n");
            System.out.println(InetAddress.getByName(NAME).getHostAddress());
        }
    }
}
