package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    private static Request read(String input) {
        return Request.entering(Samples.json(input), new Limits(true, false));
    }

    @Test
    void anyObjectIsARequest() {
        Request tutorial = read("{'Comment': 'Testing the human approval tutorial.'}");
        assertEquals(
                List.of(new Request.Detail("Comment", "Testing the human approval tutorial.", false)),
                tutorial.details());
        assertTrue(read("{}").title().isEmpty());
    }

    @Test
    void whatHasNoMeaningHereIsShownAsDetailsInOrder() {
        Request request =
                read("{'title': 'T', 'details': {'a': 1, 'b': {'c': [true]}}, 'other': null, 'timeoutSeconds': 5}");
        assertEquals(
                List.of("a", "b", "other"),
                request.details().stream().map(Request.Detail::name).toList());
        assertEquals("1", request.details().get(0).value());
        assertTrue(request.details().get(1).value().contains("\"c\": ["));
        assertEquals("null", request.details().get(2).value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'remindEverySeconds': 59} | remindEverySeconds",
                "{'remindEverySeconds': 31536001} | remindEverySeconds",
                "{'remindEverySeconds': '60'} | remindEverySeconds",
                "{'escalateTo': ['lead@example.com']} | escalateTo",
                "{'escalateTo': 'lead@example.com', 'remindEverySeconds': 60} | escalateTo",
                "{'onTimeout': 'wait'} | onTimeout",
                "{'onTimeout': 1} | onTimeout",
                "{'requireComment': 'never'} | requireComment",
                "{'requireComment': true} | requireComment",
                "{'slackChannel': 'C1'} | slackChannel",
                "{'slackChannel': '#deployments'} | slackChannel",
                "{'requiredApprovals': 2} | requiredApprovals",
                "{'requiredApprovals': 0} | requiredApprovals",
                "{'requiredApprovals': '1'} | requiredApprovals",
                "{'requiredApprovals': 1.5} | requiredApprovals",
                "{'requiredApprovals': 2, 'approvers': ['bob@example.com']} | requiredApprovals",
                "{'requiredApprovals': 2, 'approvers': ['bob@example.com', 'BOB@example.com']} | requiredApprovals",
                "{'requiredApprovals': 2, 'approvers': ['bob@example.com', 'ana@example.com'], 'requester': "
                        + "'ana@example.com'} | requiredApprovals",
                "{'channels': ['sms']} | channels",
                "{'channels': ['email', 5]} | channels",
                "{'channels': 'email'} | channels",
                "{'channels': []} | channels",
                "{'requester': 'ana'} | requester",
                "{'requester': ''} | requester",
                "{'escalateTo': ['lead@example.com'], 'remindEverySeconds': 60} | escalateTo",
                "{'title': 5} | title",
                "{'description': {}} | description",
                "{'requester': []} | requester",
                "{'requester': {'email': 'ana'}} | requester",
                "{'approvers': 'bob@example.com'} | approvers",
                "{'approvers': ['bob']} | approvers",
                "{'approvers': [{'name': 'Bob'}]} | approvers",
                "{'approvers': [{'email': 'bob@example.com', 'slack': 'bob'}]} | approvers",
                "{'approvers': [{'email': 'bob@example.com', 'phone': '1'}]} | approvers",
                "{'approvers': [{'email': 'a@example.com', 'slack': 'U0123456789'}, {'email': 'b@example.com', "
                        + "'slack': 'U0123456789'}]} | approvers",
                "{'allowSelfApproval': 'yes'} | allowSelfApproval must be true or false.",
                "{'approvers': []} | approvers must be a list of 1 to 50 people. Leave the field out to ask everybody.",
                "{'approvers': null} | approvers must be a list of 1 to 50 people",
                "{'approvers': ['a@example.com'], 'remindEverySeconds': 60, 'escalateTo': []} | escalateTo must",
                "{'approvers': ['a@example.com'], 'remindEverySeconds': 60, 'escalateTo': null} | escalateTo must be a",
                "{'requiredApprovals': null} | requiredApprovals must be a whole number from 1 to 100.",
                "{'approvers': ['bob@example.com\u200b']} | approvers must hold",
                "{'requester': null} | requester must be an email address",
                "{'requireComment': ''} | requireComment must be \"reject\" or \"always\".",
                "{'requireComment': true} | requireComment must be \"reject\" or \"always\".",
                "{'onTimeout': 1} | onTimeout must be \"expire\", \"reject\" or \"fail\".",
                "{'remindEverySeconds': '60'} | remindEverySeconds must be a whole number from 60 to 31536000.",
                "{'requiredApprovals': '1'} | requiredApprovals must be a whole number from 1 to 100.",
                "{'slackChannel': 5} | slackChannel must be a channel's id like C0123456789, not its name.",
                "{'title': ['T']} | title must be text.",
                "{'requiredApprovals': 2, 'approvers': ['a@example.com', 'b@example.com'],"
                        + " 'requester': 'a@example.com',"
                        + " 'escalateTo': ['a@example.com'], 'remindEverySeconds': 60} | requiredApprovals is 2, but"
                        + " only 1 of approvers and escalateTo may decide; the requester may not."
            })
    void whatIsWrongIsRefusedByItsName(String input, String field) {
        String message =
                assertThrows(InvalidRequestException.class, () -> read(input)).getMessage();
        assertTrue(message.contains(field), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 31_536_000})
    void remindersMayBeAMinuteToAYearApart(int seconds) {
        Request request = read("{'remindEverySeconds': " + seconds + "}");
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), request.remindEvery());
    }

    @Test
    void whatIsOfferedAndPlainIsTaken() {
        Request request = read("{'requiredApprovals': 1, 'channels': ['email'], 'approvers': [' Bob@Example.com', "
                + "'bob@example.com']}");
        assertEquals(
                List.of("bob@example.com"),
                request.policy().named(true).map(Person::email).toList());
        assertTrue(request.details().isEmpty());
        assertEquals(Set.of(ChannelName.EMAIL), request.channels());
        assertEquals(EnumSet.allOf(ChannelName.class), read("{}").channels());
        assertEquals(
                Map.of(ChannelName.SLACK, "C0123456789"),
                read("{'slackChannel': 'C0123456789'}").places());
    }

    @Test
    void theDeployerMayRequireThatRequestsNameWhoDecides() {
        Limits limits = new Limits(true, true);
        JsonObject everybody = Samples.json("{}");
        assertThrows(InvalidRequestException.class, () -> Request.entering(everybody, limits));
        assertDoesNotThrow(() -> Request.entering(everybody, new Limits(true, false)));
        JsonObject named = Samples.json("{'approvers': ['conan.o%brien@example.com']}".replace("%", "\\u0027"));
        assertDoesNotThrow(() -> Request.entering(named, limits));
    }

    @Test
    void aPersonMayHaveANameAndASlackUser() {
        Request request = read("{'approvers': [{'email': 'Bob@example.com', 'name': 'Bob', 'slack': 'U0123456789'}], "
                + "'requester': {'email': 'ana@example.com', 'slack': 'U0987654321'},"
                + " 'requiredApprovals': 2, 'escalateTo': ['lead@example.com'], 'remindEverySeconds': "
                + "60, 'onTimeout': 'reject', 'requireComment': 'always'}");
        assertEquals(
                new Person("bob@example.com", Optional.of("Bob"), Map.of(ChannelName.SLACK, "U0123456789")),
                request.policy().approvers().getFirst());
        assertEquals(
                Optional.of("ana@example.com"), request.policy().requester().map(Person::email));
        assertEquals(Duration.ofMinutes(1), request.remindEvery().orElseThrow());
        assertEquals(Request.OnTimeout.REJECT, request.onTimeout());
        assertEquals(Policy.Comment.ALWAYS, request.policy().comment());
        assertTrue(request.details().isEmpty());
    }
}
