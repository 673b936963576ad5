package humanapproval.email;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Outbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The email channel's private state: the approver of each mailed link, by the hash of its code, so that whoever reads
 * the table can't vote. A code is 128 random bits: they can't be guessed, so the hash needs no salt.
 */
public final class Links {

    private static final int CODE_BYTES = 16;

    private Links() {}

    /** A new code, 22 characters that need no escaping in an address. */
    static String newCode(SecureRandom random) {
        byte[] code = new byte[CODE_BYTES];
        random.nextBytes(code);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }

    /** What the table knows of {@code code}: its SHA-256 in lower-case hex. */
    public static String hash(String code) {
        return HexFormat.of().formatHex(sha256(code));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** {@code own} with one more link, of that code. */
    static JsonObject with(JsonObject own, String code, String approver) {
        JsonObject changed = own.deepCopy();
        JsonObject links = changed.has(Outbox.LINKS) ? changed.getAsJsonObject(Outbox.LINKS) : new JsonObject();
        links.addProperty(hash(code), approver);
        changed.add(Outbox.LINKS, links);
        return changed;
    }

    /** Whose link has that code. */
    static Optional<String> reader(Approval approval, String code) {
        JsonObject own = approval.outbox(ChannelName.EMAIL).own();
        return own.get(Outbox.LINKS) instanceof JsonObject links && links.has(hash(code))
                ? Optional.of(links.get(hash(code)).getAsString())
                : Optional.empty();
    }
}
