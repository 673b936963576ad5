package humanapproval.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A function as Lambda calls it, and as {@link Rehearsal} plays it. */
public interface StreamFunction extends RequestStreamHandler {

    /** Reads an event and writes the answer. */
    void serve(InputStream input, OutputStream output, Invocation invocation) throws IOException;

    @Override
    default void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        serve(input, output, new Invocation(context.getAwsRequestId(), context.getRemainingTimeInMillis()));
    }
}
