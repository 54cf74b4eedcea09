package dev.baton.internal.queue;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.baton.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {
    private static final JavaClasses CLASSES = ArchitectureRules.production();

    @Test
    void packagesKeepTheirRules() {
        ArchitectureRules.EVERYWHERE.forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void onlyConsumeSeesADelivery() {
        noClasses()
                .that()
                .resideInAPackage("dev.baton.internal.queue..")
                .and()
                .resideOutsideOfPackage("dev.baton.internal.queue.consume")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.amqp..", "com.rabbitmq..")
                .check(CLASSES);
    }

    @Test
    void handlersNeedNoOtherPackages() {
        classes()
                .that()
                .resideInAPackage("dev.baton.handler")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.baton.task", "dev.baton.handler")
                .check(CLASSES);
    }

    @Test
    void queueKnowsNothingOfPhotos() {
        noClasses()
                .that()
                .resideInAPackage("dev.baton.internal.queue..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.baton.photo..", "dev.baton.gallery..")
                .check(CLASSES);
    }
}
