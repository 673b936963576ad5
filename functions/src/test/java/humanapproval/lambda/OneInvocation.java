package humanapproval.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import humanapproval.fake.Samples;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that sets a function up and has it answer an event, as {@code sam local invoke} does. */
public final class OneInvocation {

    private OneInvocation() {}

    public static void main(String[] arguments) throws Exception {
        RequestStreamHandler function = (RequestStreamHandler)
                Class.forName(arguments[0]).getConstructor().newInstance();
        try (InputStream event = Files.newInputStream(Path.of(arguments[1]))) {
            function.handleRequest(event, System.out, Samples.context());
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }
}
