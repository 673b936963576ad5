package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is approved is what runs: the digest that people see is the one that another program computes of its input, and
 * no other input has it. More documents: -Ddigest.documents=10000, and those of a run before: -Ddigest.seed.
 */
class GeneratedDigestTest {

    private static final int DOCUMENTS = Integer.getInteger("digest.documents", 200);

    private final long seed = Long.getLong("digest.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void say() {
        System.out.println(DOCUMENTS + " generated documents: -Ddigest.seed=" + seed);
    }

    /** As a channel reads it from the event. */
    private static JsonObject read(String document) {
        return JsonFields.parse(document, "input").json();
    }

    private JsonObject generated() {
        JsonObject document = new GeneratedDocuments(random).next();
        assertDoesNotThrow(() -> Request.entering(document, new Limits(false, false)), document::toString);
        return document;
    }

    @Test
    void theReferencePackageGivesTheSameDigest() {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            JsonObject document = generated();
            documents.add(document.toString());
            documents.add(OtherWords.of(document, random));
            documents.add(OtherWords.of(Neighbours.of(document, random), random));
        }
        List<String> theirs = ReferenceDigests.of(documents);
        for (int i = 0; i < documents.size(); i++) {
            assertEquals(theirs.get(i), RequestDigest.of(read(documents.get(i))), "document " + i + " of " + seed);
        }
    }

    @Test
    void theSameDocumentInOtherWordsHasTheSameDigestAndANeighbourAnother() {
        for (int i = 0; i < DOCUMENTS; i++) {
            JsonObject document = generated();
            String digest = RequestDigest.of(document);
            String same = OtherWords.of(document, random);
            assertEquals(digest, RequestDigest.of(read(same)), "document " + i + " of " + seed);
            for (int j = 0; j < 5; j++) {
                JsonObject neighbour = Neighbours.of(document, random);
                assertDoesNotThrow(() -> Request.entering(neighbour, new Limits(false, false)), neighbour::toString);
                assertNotEquals(digest, RequestDigest.of(neighbour), "document " + i + " of " + seed);
            }
        }
    }
}
