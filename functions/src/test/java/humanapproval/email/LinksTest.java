package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void aLinkCodeIs128BitsInAnAddress() {
        String code = Links.newCode(new SecureRandom());
        assertTrue(code.matches("[A-Za-z0-9_-]{22}"), code);
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Links.hash("abc"));
    }
}
