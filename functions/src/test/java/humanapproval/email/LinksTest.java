package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void ofVeryManyLinksTheOldestGo() {
        JsonObject own = new JsonObject();
        for (int i = 0; i <= Links.MOST; i++) {
            own = Links.with(own, "hash" + i, Samples.BOB);
        }
        JsonObject links = own.getAsJsonObject("links");
        assertEquals(Links.MOST, links.size());
        assertTrue(links.has("hash" + Links.MOST) && !links.has("hash0"));
    }

    @Test
    void aLinkCodeIs128BitsInAnAddress() {
        String code = LinkCode.mint(new SecureRandom());
        assertTrue(code.matches("[A-Za-z0-9_-]{22}"), code);
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", LinkCode.hash("abc"));
    }
}
