package dev.baton.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class SharedArchitectureTest {
    private static final JavaClasses CLASSES = ArchitectureRules.production();

    @Test
    void packagesKeepTheirRules() {
        ArchitectureRules.EVERYWHERE.forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void onlyTheWireFormatKnowsJackson() {
        ArchitectureRules.JACKSON_ONLY_IN_CELERY.check(CLASSES);
    }

    @Test
    void tasksNeedNothingButTheJdk() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("dev.baton.task")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.baton.task", "org.jspecify..")
                .check(CLASSES);
    }
}
