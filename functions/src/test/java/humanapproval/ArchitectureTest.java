package humanapproval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.gson.JsonObject;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import humanapproval.waiter.StepFunctions;
import humanapproval.waiter.Waiter;
import humanapproval.waiter.Waiters;
import org.junit.jupiter.api.Test;

/** Holds the map of package-info.java: who may use whom. */
class ArchitectureTest {

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("humanapproval");

    @Test
    void theRoomsUseEachOtherAsTheMapShows() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("callback")
                .definedBy("humanapproval.callback")
                .layer("email")
                .definedBy("humanapproval.email")
                .layer("slack")
                .definedBy("humanapproval.slack")
                .layer("channel")
                .definedBy("humanapproval.channel")
                .layer("events")
                .definedBy("humanapproval.events")
                .layer("store")
                .definedBy("humanapproval.store")
                .layer("approval")
                .definedBy("humanapproval.approval")
                .layer("waiter")
                .definedBy("humanapproval.waiter")
                .layer("lambda")
                .definedBy("humanapproval.lambda")
                .whereLayer("callback")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("email")
                .mayOnlyBeAccessedByLayers("callback")
                .whereLayer("slack")
                .mayOnlyBeAccessedByLayers("callback")
                .whereLayer("channel")
                .mayOnlyBeAccessedByLayers("callback", "email", "slack")
                .whereLayer("events")
                .mayOnlyBeAccessedByLayers("callback", "email", "slack", "channel")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("callback", "email", "slack", "channel")
                .whereLayer("approval")
                .mayOnlyBeAccessedByLayers("callback", "email", "slack", "channel", "events", "store")
                .whereLayer("lambda")
                .mayOnlyBeAccessedByLayers("callback", "email", "slack", "channel")
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
                .resideOutsideOfPackages("humanapproval.email", "humanapproval.slack")
                .check(ours);
    }
}
