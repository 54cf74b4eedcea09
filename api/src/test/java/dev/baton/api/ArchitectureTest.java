package dev.baton.api;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.baton.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchitectureTest {
    private static final JavaClasses CLASSES = ArchitectureRules.production();

    @Test
    void packagesKeepTheirRules() {
        ArchitectureRules.EVERYWHERE.forEach(rule -> rule.check(CLASSES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.baton.worker..",
                "dev.baton.models..",
                "org.springframework.amqp..",
                "com.rabbitmq..",
                "software.amazon.."
            })
    void theApiKnowsNothingOf(String packages) {
        noClasses()
                .that()
                .resideInAPackage("dev.baton.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages)
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.onnxruntime.OrtEnvironment",
                "org.bytedeco.opencv.opencv_core.Mat",
                "net.sourceforge.tess4j.Tesseract",
                "dev.baton.worker.BatonWorker",
                "org.mockito.Mockito"
            })
    void theClassPathIsFreeOf(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }
}
