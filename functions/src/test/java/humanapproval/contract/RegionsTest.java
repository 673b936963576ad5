package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stack deploys where Lambda lacks something; local/regions.py has cfn-lint look at it region by region. */
class RegionsTest {

    private final Template template = Template.read();
    private final Map<String, Object> globals = map(map(template.root(), "Globals"), "Function");

    @Test
    void snapStartIsOnUnlessTheDeployerSaysOtherwise() {
        assertEquals("on", template.parameter("SnapStart").get("Default"));
        assertEquals(List.of("on", "off"), template.parameter("SnapStart").get("AllowedValues"));
        assertEquals(
                Map.of(
                        "If",
                        List.of("HasSnapStart", Map.of("ApplyOn", "PublishedVersions"), Map.of("Ref", "AWS::NoValue"))),
                globals.get("SnapStart"));
        assertEquals(
                Map.of("Equals", List.of(Map.of("Ref", "SnapStart"), "on")),
                map(template.root(), "Conditions").get("HasSnapStart"));
    }

    @Test
    void tracingIsOnUnlessTheDeployerSaysOtherwise() {
        assertEquals("on", template.parameter("Tracing").get("Default"));
        assertEquals(Map.of("If", List.of("IsTraced", "Active", "PassThrough")), globals.get("Tracing"));
        template.resources("AWS::Serverless::StateMachine")
                .values()
                .forEach(machine -> assertEquals(
                        Map.of("Enabled", Map.of("If", List.of("IsTraced", true, false))), machine.get("Tracing")));
        assertEquals(
                Map.of("Equals", List.of(Map.of("Ref", "Tracing"), "on")),
                map(template.root(), "Conditions").get("IsTraced"));
    }

    @Test
    void provisionedConcurrencyIsForTheCallbackAloneAndNeverBesideSnapStart() {
        assertEquals(0, template.parameter("ProvisionedConcurrency").get("Default"));
        template.resources("AWS::Serverless::Function")
                .forEach((name, function) -> assertEquals(
                        name.equals("ApprovalCallback")
                                ? Map.of(
                                        "If",
                                        List.of(
                                                "HasProvisionedConcurrency",
                                                Map.of(
                                                        "ProvisionedConcurrentExecutions",
                                                        Map.of("Ref", "ProvisionedConcurrency")),
                                                Map.of("Ref", "AWS::NoValue")))
                                : null,
                        function.get("ProvisionedConcurrencyConfig"),
                        name));
        Map<String, Object> wanted =
                Map.of("Not", List.of(Map.of("Equals", List.of(Map.of("Ref", "ProvisionedConcurrency"), "0"))));
        assertEquals(wanted, map(template.root(), "Conditions").get("HasProvisionedConcurrency"));
        Map<String, Object> rule = map(map(template.root(), "Rules"), "SnapStartOrProvisionedConcurrency");
        assertEquals(wanted, rule.get("RuleCondition"));
        Map<String, Object> assertion = map(list(rule.get("Assertions")).getFirst());
        assertEquals(Map.of("Equals", List.of(Map.of("Ref", "SnapStart"), "off")), assertion.get("Assert"));
        assertTrue(assertion.get("AssertDescription").toString().endsWith("."));
    }

    @Test
    void aChangedSwitchPublishesANewVersion() {
        template.resources("AWS::Serverless::Function").forEach((name, function) -> {
            assertEquals(true, function.get("AutoPublishAliasAllProperties"), name);
            // CloudFormation replaces a version whose description changes; SAM alone would not see a parameter's value.
            assertEquals(
                    Map.of("Sub", "SnapStart ${SnapStart}, tracing ${Tracing}"),
                    function.get("VersionDescription"),
                    name);
        });
    }

    @Test
    void theReadmeNamesEveryRegionThatNeedsAParameter() {
        String readme = Samples.file("README.md");
        String table = readme.substring(readme.indexOf("| region | parameters |"));
        table = table.substring(0, table.indexOf("\n\n"));
        for (String region : List.of(
                "us-gov-west-1",
                "us-gov-east-1",
                "cn-north-1",
                "cn-northwest-1",
                "eusc-de-east-1",
                "ap-east-2",
                "ap-southeast-6")) {
            String row = table.lines()
                    .filter(line -> line.contains("`" + region + "`"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(row.contains("`SnapStart=off`"), row);
            assertEquals(region.startsWith("cn-"), row.contains("`Tracing=off`"), row);
        }
        Pattern.compile("`(\\w+)=([^`]+)`")
                .matcher(table)
                .results()
                .forEach(chosen -> assertTrue(template.allows(chosen.group(1), chosen.group(2)), chosen.group()));
    }
}
