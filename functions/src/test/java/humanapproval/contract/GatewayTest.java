package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.channel.PageHeaders;
import humanapproval.fake.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands between the world and the functions: routes, TLS, throttling, the gateway's own errors. */
class GatewayTest {

    private final Template template = Template.read();

    @Test
    void theRoutesAreThoseOfTheCodeAndTheMail() throws IOException {
        Set<String> methods = new TreeSet<>();
        for (Object event :
                map(template.properties("ApprovalCallback"), "Events").values()) {
            if (map(event).get("Type").equals("Api")) {
                Map<String, Object> api = map(map(event), "Properties");
                methods.add(api.get("Method") + " " + api.get("Path"));
            }
        }
        assertEquals(
                Set.of(
                        "GET /approvals/{approvalId}/{linkCode}",
                        "HEAD /approvals/{approvalId}/{linkCode}",
                        "POST /approvals/{approvalId}/{linkCode}",
                        "POST /slack/interactions"),
                methods);
        assertTrue(Files.readString(Path.of("src/main/java/humanapproval/slack/SlackButtons.java"))
                .contains("\"/slack/interactions\""));
        assertEquals(
                "/slack/interactions",
                Samples.event("ApprovalCallback-slack.json").get("resource").getAsString());
        assertTrue(Files.readString(Path.of("src/main/java/humanapproval/email/ApprovalPages.java"))
                .contains("\"/approvals/{approvalId}/{linkCode}\""));
        assertEquals(
                "/approvals/{approvalId}/{linkCode}",
                Samples.event("ApprovalCallback-show.json").get("resource").getAsString());
    }

    @Test
    void theGatewaysOwnErrorsAreLockedDownToo() {
        Map<String, Object> responses = map(template.properties("Api"), "GatewayResponses");
        Map<String, Object> expected = new HashMap<>(Map.of(
                "Content-Security-Policy",
                "'default-src; base-uri; form-action; frame-ancestors; sandbox'",
                "X-Frame-Options",
                "'DENY'"));
        // All else is as on our own pages.
        PageHeaders.with("'none'").forEach((name, value) -> expected.putIfAbsent(name, "'" + value + "'"));
        assertEquals("404", map(responses, "MISSING_AUTHENTICATION_TOKEN").get("StatusCode"));
        for (String kind : List.of("DEFAULT_4XX", "DEFAULT_5XX", "MISSING_AUTHENTICATION_TOKEN", "THROTTLED")) {
            Map<String, Object> headers = map(map(map(responses, kind), "ResponseParameters"), "Headers");
            assertEquals(expected, headers, kind);
        }
        assertFalse(template.properties("Api").containsKey("TracingEnabled")
                || template.properties("Api").containsKey("AccessLogSetting"));
        assertEquals(Map.of("ApiKeyRequired", false), template.properties("Api").get("Auth"));
    }

    @Test
    void theApiSpeaksTls12AtLeast() {
        // API Gateway Developer Guide, Supported security policies: this one has TLS 1.3 and 1.2, the default 1.0 too.
        assertEquals(
                "SecurityPolicy_TLS13_1_2_2021_06", template.properties("Api").get("SecurityPolicy"));
        assertEquals("BASIC", template.properties("Api").get("EndpointAccessMode"));
    }

    @Test
    void hostileFetchesLeaveRoomToSettle() {
        List<Object> settings = list(template.properties("Api").get("MethodSettings"));
        assertEquals(
                List.of(Map.of(
                        "ResourcePath",
                        "/*",
                        "HttpMethod",
                        "*",
                        "ThrottlingRateLimit",
                        Map.of("FindInMap", List.of("Throttling", Map.of("Ref", "Throttling"), "Rate")),
                        "ThrottlingBurstLimit",
                        Map.of("FindInMap", List.of("Throttling", Map.of("Ref", "Throttling"), "Burst")))),
                settings);
        assertEquals("tight", template.parameter("Throttling").get("Default"));
        Map<String, Object> tight = map(map(map(template.root(), "Mappings"), "Throttling"), "tight");
        long methods = map(template.properties("ApprovalCallback"), "Events").values().stream()
                .filter(event -> map(event).get("Type").equals("Api"))
                .count();
        assertTrue(methods * (int) tight.get("Burst") <= 8, "a new account has a concurrency of 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://approvals.example.com",
                "https://approvals.example.com:8443/a/b",
                "http://127.0.0.1:8080",
                "http://localhost",
                "http://localhost:8080/a",
                ""
            })
    void addressesAreHttps(String address) {
        assertTrue(template.allows("PublicUrl", address), address);
        assertTrue(address.isEmpty() || template.allows("SlackApiUrl", address + "/api/"), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://approvals.example.com",
                "http://localhost.example.com",
                "http://localhostx",
                "http://127.0.0.12",
                "http://127.0.0.1.example.com",
                "http://127.0.0.1@example.com",
                "http://localhost:80@example.com",
                "http://10.0.0.1",
                "ftp://localhost",
                "https:/approvals.example.com",
                "approvals.example.com"
            })
    void othersAreRefused(String address) {
        assertFalse(template.allows("PublicUrl", address), address);
        assertFalse(template.allows("SlackApiUrl", address + "/api/"), address);
    }
}
