package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import humanapproval.channel.Patience;
import humanapproval.channel.TryLaterException;
import humanapproval.fake.FakeSns;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressBookTest {

    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Patience patient = Patience.of(clock, 3_600_000);
    private final FakeSns sns = new FakeSns().approver("Bob@example.com");
    private final AddressBook book = new AddressBook(sns, "topic", clock);

    @Test
    void itHoldsTheConfirmedOnesOfAllPages() {
        sns.pending("carol@example.com").approver("dave@example.com");
        assertEquals(
                Map.of("bob@example.com", "Bob@example.com", "dave@example.com", "dave@example.com"),
                book.people(patient).attributes());
    }

    @Test
    void theFiltersOwnSpellingReachesThem() {
        sns.subscription(
                "email", "Carol@Example.com", Map.of("FilterPolicy", "{\"approver\": [\"carol@example.com\"]}"));
        assertEquals("carol@example.com", book.people(patient).attributes().get("carol@example.com"));
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
                    new AddressBook(new FakeSns().subscription("email", "eve@example.com", attributes), "topic", clock);
            assertEquals(nobodyFor("eve@example.com"), unsafe.people(patient), attributes.toString());
        }
        AddressBook web = new AddressBook(
                new FakeSns().subscription("https", "eve@example.com", Map.of("FilterPolicy", own)), "topic", clock);
        assertEquals(nobodyFor("eve@example.com"), web.people(patient));
    }

    private static AddressBook.People nobodyFor(String unsafe) {
        return new AddressBook.People(Map.of(), Optional.of(unsafe));
    }

    @Test
    void aFilterThatIsMendedIsSeenAtOnce() {
        Map<String, String> attributes = new HashMap<>();
        AddressBook mended =
                new AddressBook(new FakeSns().subscription("email", "eve@example.com", attributes), "topic", clock);
        assertEquals(nobodyFor("eve@example.com"), mended.people(patient));
        attributes.put("FilterPolicy", "{\"approver\": [\"eve@example.com\"]}");
        mended.forget();
        assertEquals(Optional.empty(), mended.people(patient).unsafe());
    }

    @Test
    void whatASubscriptionAsksForIsKeptForAMinuteAndTheListIsNot() {
        book.people(patient);
        book.forget();
        sns.approver("dave@example.com");
        assertEquals(2, book.people(patient).attributes().size());
        assertEquals(2, sns.attributesRead, "each is asked for once");
        clock.move(Duration.ofSeconds(61));
        book.forget();
        book.people(patient);
        assertEquals(4, sns.attributesRead);
    }

    @Test
    void twoHundredPeopleAreReadInSeveralInvocationsWhereSnsIsSlow() {
        FakeSns slow = new FakeSns();
        IntStream.range(0, 200).forEach(i -> slow.approver("p" + i + "@example.com"));
        slow.beforeAttributes = () -> clock.move(Duration.ofMillis(90));
        AddressBook large = new AddressBook(slow, "topic", clock);
        assertThrows(TryLaterException.class, () -> large.people(Patience.of(clock, 30_000)));
        large.forget();
        assertEquals(200, large.people(Patience.of(clock, 30_000)).attributes().size());
        assertEquals(200, slow.attributesRead);
    }
}
