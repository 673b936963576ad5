package humanapproval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.gson.JsonObject;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import humanapproval.workflow.Workflow;
import org.junit.jupiter.api.Test;

/** Holds the map of package-info.java. */
class ArchitectureTest {

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("humanapproval");

    @Test
    void theRoomsDependOnEachOtherAsTheMapShows() {
        noClasses()
                .that()
                .resideOutsideOfPackage("humanapproval.callback")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("humanapproval.callback")
                .check(ours);
        String[] channels = {"humanapproval.email", "humanapproval.slack"};
        noClasses()
                .that()
                .resideInAnyPackage("humanapproval.lambda", "humanapproval.request")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("humanapproval.store", "humanapproval.workflow", "humanapproval.channel")
                .check(ours);
        noClasses()
                .that()
                .resideInAPackage("humanapproval.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("humanapproval.workflow", "humanapproval.channel", "humanapproval.lambda")
                .check(ours);
        noClasses()
                .that()
                .resideInAPackage("humanapproval.workflow")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("humanapproval.channel")
                .check(ours);
        for (String channel : channels) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(channel)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(channel)
                    .check(ours);
        }
        slices().matching("humanapproval.(*)..").should().beFreeOfCycles().check(ours);
        noClasses().should().dependOnClassesThat().resideInAPackage("kotlin..").check(ours);
    }

    @Test
    void onlyTheCallbackResumesAWorkflow() {
        noClasses()
                .that()
                .resideOutsideOfPackage("humanapproval.callback")
                .should()
                .callMethod(Workflow.class, "resume", String.class, JsonObject.class)
                .check(ours);
    }
}
