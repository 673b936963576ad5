package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import humanapproval.fake.FakeSns;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressBookTest {

    private final FakeSns sns = new FakeSns().approver("Bob@example.com");
    private final AddressBook book = new AddressBook(sns, "topic");

    @Test
    void itHoldsTheConfirmedOnesOfAllPages() {
        sns.pending("carol@example.com").approver("dave@example.com");
        assertEquals(
                Map.of("bob@example.com", "Bob@example.com", "dave@example.com", "dave@example.com"), book.people());
    }

    @Test
    void theFiltersOwnSpellingReachesThem() {
        sns.subscription(
                "email", "Carol@Example.com", Map.of("FilterPolicy", "{\"approver\": [\"carol@example.com\"]}"));
        assertEquals("carol@example.com", book.people().get("carol@example.com"));
    }

    @Test
    void whateverElseWouldReceiveIsUnsafe() {
        String own = "{\"approver\": [\"eve@example.com\"]}";
        for (Map<String, String> attributes : List.of(
                Map.<String, String>of(),
                Map.of("FilterPolicy", "{}"),
                Map.of("FilterPolicy", "{\"approver\": [\"bob@example.com\"]}"),
                Map.of("FilterPolicy", "{\"approver\": [\"eve@example.com\", \"bob@example.com\"]}"),
                Map.of("FilterPolicy", "{\"approver\": [{\"exists\": true}]}"),
                Map.of("FilterPolicy", own, "FilterPolicyScope", "MessageBody"))) {
            AddressBook unsafe =
                    new AddressBook(new FakeSns().subscription("email", "eve@example.com", attributes), "topic");
            assertThrows(UnsafeTopicException.class, unsafe::people, attributes.toString());
        }
        assertThrows(
                UnsafeTopicException.class,
                new AddressBook(
                                new FakeSns().subscription("https", "eve@example.com", Map.of("FilterPolicy", own)),
                                "topic")::people);
    }
}
