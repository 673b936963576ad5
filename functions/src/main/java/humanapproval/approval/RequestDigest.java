package humanapproval.approval;

import com.google.gson.JsonObject;
import humanapproval.json.MalformedException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** The fingerprint of a request, by which a workflow can check that what was approved is what runs. */
public final class RequestDigest {

    private RequestDigest() {}

    /** SHA-256 over the canonical form (RFC 8785) of {@code request}, in lower-case hex. */
    public static String of(JsonObject request) {
        try {
            byte[] canonical = new JsonCanonicalizer(request.toString()).getEncodedUTF8();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (IOException e) {
            throw new MalformedException("The request has no canonical form (RFC 8785).");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
