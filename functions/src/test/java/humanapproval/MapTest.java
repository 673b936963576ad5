package humanapproval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import humanapproval.fake.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The map in package-info.java is complete, and each AWS client has one room. */
class MapTest {

    private static final Path ROOM = Path.of("src/main/java/humanapproval");

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("humanapproval");

    @Test
    void theMapNamesEveryRoomThatIsThereAndNoOther() throws IOException {
        Set<String> named = Pattern.compile("<li>\\{@code (\\w+)}")
                .matcher(Samples.file("functions/" + ROOM + "/package-info.java"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        try (Stream<Path> rooms = Files.list(ROOM)) {
            assertEquals(
                    rooms.filter(Files::isDirectory)
                            .map(room -> room.getFileName().toString())
                            .collect(Collectors.toSet()),
                    named);
        }
    }

    @Test
    void onlyTheWaitersRoomTalksToStepFunctionsAndOnlyTheMailToTheTopic() {
        noClasses()
                .that()
                .resideOutsideOfPackage("humanapproval.waiter")
                .should()
                .callMethodWhere(JavaCall.Predicates.target(
                                HasOwner.Predicates.With.owner(JavaClass.Predicates.type(SfnClient.class)))
                        .and(JavaCall.Predicates.target(
                                HasName.Predicates.nameMatching("(send|describe|start|stop).*"))))
                .check(ours);
        noClasses()
                .that()
                .resideOutsideOfPackage("humanapproval.email")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SnsClient.class)
                .check(ours);
    }

    @Test
    void onlyTheSlackChannelKnowsSlack() {
        noClasses()
                .that()
                .resideOutsideOfPackage("humanapproval.slack..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.slack.api..")
                .check(ours);
    }
}
