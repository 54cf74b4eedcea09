package dev.baton.models;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.baton.models");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.baton.models.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void partsDoNotKnowTheRegistry() {
        noClasses()
                .that()
                .resideInAPackage("dev.baton.models.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.baton.models")
                .check(CLASSES);
    }

    @Test
    void onlyTheRuntimeSeesOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.baton.models.runtime")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void onlyManifestsAndTreesAreReadAsJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.baton.models.catalog", "dev.baton.models.tree")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void nothingKnowsSpringOrABroker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.rabbitmq..", "org.redisson..")
                .check(CLASSES);
    }
}
