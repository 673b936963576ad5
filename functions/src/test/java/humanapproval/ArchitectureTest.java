package humanapproval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.gson.JsonObject;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import humanapproval.approval.ChannelName;
import humanapproval.waiter.StepFunctions;
import humanapproval.waiter.Waiter;
import humanapproval.waiter.Waiters;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the map of package-info.java: who may use whom. */
class ArchitectureTest {

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("humanapproval");

    /** A channel's room has the channel's name. */
    private static Stream<String> channels() {
        return Stream.of(ChannelName.values()).map(ChannelName::word);
    }

    private static String[] and(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }

    @Test
    void theRoomsUseEachOtherAsTheMapShows() {
        String[] channels = channels().toArray(String[]::new);
        String[] callers = and(channels, "callback");
        LayeredArchitecture map = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String room : and(callers, "channel", "events", "store", "approval", "waiter", "lambda")) {
            map = map.layer(room).definedBy("humanapproval." + room);
        }
        map = map.whereLayer("callback").mayNotBeAccessedByAnyLayer();
        for (String channel : channels) {
            map = map.whereLayer(channel).mayOnlyBeAccessedByLayers("callback");
        }
        map.whereLayer("channel")
                .mayOnlyBeAccessedByLayers(callers)
                .whereLayer("events")
                .mayOnlyBeAccessedByLayers(and(callers, "channel"))
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers(and(callers, "channel"))
                .whereLayer("approval")
                .mayOnlyBeAccessedByLayers(and(callers, "channel", "events", "store"))
                .whereLayer("lambda")
                .mayOnlyBeAccessedByLayers(and(callers, "channel"))
                .check(ours);
        noClasses()
                .that()
                .resideInAnyPackage("humanapproval.json", "humanapproval.text")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("humanapproval.approval", "humanapproval.waiter", "humanapproval.lambda")
                .check(ours);
        slices().matching("humanapproval.(*)..").should().beFreeOfCycles().check(ours);
        noClasses().should().dependOnClassesThat().resideInAPackage("kotlin..").check(ours);
    }

    @Test
    void whatIsAskedAndDecidedIsPure() {
        noClasses()
                .that()
                .resideInAPackage("humanapproval.approval")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..", "com.slack..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Waiters.class)
                .check(ours);
    }

    @Test
    void onlyTheCallbackResumes() {
        noClasses()
                .that()
                .resideOutsideOfPackage("humanapproval.callback")
                .should()
                .callMethod(Waiters.class, "resume", Waiter.class, JsonObject.class)
                .orShould()
                .callMethod(StepFunctions.class, "resume", Waiter.class, JsonObject.class)
                .check(ours);
    }

    @Test
    void nothingLooksIntoATaskTokenButItsRoomAndItsCodec() {
        noClasses()
                .that()
                .resideOutsideOfPackage("humanapproval.waiter")
                .should()
                .callMethod(Waiter.class, "taskToken")
                .check(ours);
    }

    @Test
    void theCallbackKnowsAChannelByItsWayBackAlone() {
        classes()
                .that()
                .resideInAPackage("humanapproval.callback")
                .and()
                .doNotHaveSimpleName("ApprovalCallback")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        channels().map(channel -> "humanapproval." + channel).toArray(String[]::new))
                .check(ours);
    }
}
