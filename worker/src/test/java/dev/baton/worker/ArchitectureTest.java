package dev.baton.worker;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.baton.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {
    private static final JavaClasses CLASSES = ArchitectureRules.production();

    @Test
    void packagesKeepTheirRules() {
        ArchitectureRules.EVERYWHERE.forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void handlersDecideNothingAboutDelivery() {
        noClasses()
                .that()
                .resideInAPackage("dev.baton.worker.handler")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.baton.internal.queue.consume",
                        "dev.baton.internal.queue.settle",
                        "dev.baton.internal.broker")
                .check(CLASSES);
    }
}
