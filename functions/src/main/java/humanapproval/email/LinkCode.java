package humanapproval.email;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secret part of a personal link: 128 random bits. The table knows only its hash. */
public final class LinkCode {

    private static final int BYTES = 16;

    private LinkCode() {}

    /** A new code, 22 characters that need no escaping in an address. */
    public static String mint(SecureRandom random) {
        byte[] code = new byte[BYTES];
        random.nextBytes(code);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }

    /** SHA-256 of {@code code} in lower-case hex. No salt: 128 random bits can't be guessed. */
    public static String hash(String code) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
