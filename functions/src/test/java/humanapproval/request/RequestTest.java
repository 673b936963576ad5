package humanapproval.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

    private static Request read(String input) {
        return Request.read(Samples.json(input));
    }

    @Test
    void anyObjectIsARequest() {
        Request tutorial = read("{'Comment': 'Testing the human approval tutorial.'}");
        assertEquals(List.of(new Request.Detail("Comment", "Testing the human approval tutorial.")), tutorial.details());
        assertTrue(read("{}").title().isEmpty());
    }

    @Test
    void whatHasNoMeaningHereIsShownAsDetailsInOrder() {
        Request request = read("{'title': 'T', 'details': {'a': 1, 'b': {'c': [true]}}, 'other': null, 'timeoutSeconds': 5}");
        assertEquals(List.of("a", "b", "other"), request.details().stream().map(Request.Detail::name).toList());
        assertEquals("1", request.details().get(0).value());
        assertTrue(request.details().get(1).value().contains("\"c\": ["));
        assertEquals("null", request.details().get(2).value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "{'remindEverySeconds': 60} | remindEverySeconds", "{'escalateTo': []} | escalateTo", "{'onTimeout': 'fail'} | onTimeout",
        "{'requireComment': 'always'} | requireComment", "{'slackChannel': 'C1'} | slackChannel", "{'slackChannel': '#deployments'} | slackChannel", "{'requiredApprovals': 2} | requiredApprovals",
        "{'requiredApprovals': 0} | requiredApprovals", "{'requiredApprovals': '1'} | requiredApprovals", "{'channels': ['sms']} | channels",
        "{'channels': ['email', 5]} | channels", "{'channels': 'email'} | channels", "{'channels': []} | channels", "{'title': 5} | title", "{'description': {}} | description",
        "{'requester': []} | requester", "{'approvers': 'bob@example.com'} | approvers", "{'approvers': ['bob']} | approvers",
        "{'approvers': [{'email': 'bob@example.com'}]} | approvers", "{'allowSelfApproval': 'yes'} | allowSelfApproval"})
    void whatIsWrongOrNotOfferedIsRefusedByItsName(String input, String field) {
        String message = assertThrows(InvalidRequestException.class, () -> read(input)).getMessage();
        assertTrue(message.contains(field), message);
    }

    @Test
    void whatIsOfferedAndPlainIsTaken() {
        Request request = read("{'requiredApprovals': 1, 'channels': ['email'], 'approvers': [' Bob@Example.com', 'bob@example.com']}");
        assertEquals(Set.of("bob@example.com"), request.approvers());
        assertTrue(request.details().isEmpty());
        assertEquals(Set.of(Channel.EMAIL), request.channels());
        assertEquals(Set.of(Channel.EMAIL, Channel.SLACK), read("{}").channels());
        assertEquals(Optional.of("C0123456789"), read("{'slackChannel': 'C0123456789'}").slackChannel());
    }

    @Test
    void thereAreAtMostFiftyApprovers() {
        assertEquals(50, read("{'approvers': " + approvers(50) + "}").approvers().size());
        assertThrows(InvalidRequestException.class, () -> read("{'approvers': " + approvers(51) + "}"));
    }

    private static String approvers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'p" + i + "@example.com'").collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void onlyNamedApproversMayDecide() {
        assertTrue(read("{'approvers': ['bob@example.com']}").refusal("carol@example.com").isPresent());
        assertFalse(read("{'approvers': ['BOB@example.com']}").refusal("bob@example.com").isPresent());
        assertFalse(read("{}").refusal("carol@example.com").isPresent());
    }

    @Test
    void nobodyDecidesTheirOwnRequestUnlessItSaysSo() {
        assertTrue(read("{'requester': 'Ana@example.com'}").refusal("ana@example.com").isPresent());
        assertFalse(read("{'requester': 'Ana@example.com', 'allowSelfApproval': true}").refusal("ana@example.com").isPresent());
        assertFalse(read("{'requester': 'ana@example.com'}").refusal("bob@example.com").isPresent());
    }
}
