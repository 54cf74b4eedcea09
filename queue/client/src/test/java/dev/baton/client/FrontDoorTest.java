package dev.baton.client;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a sender meets. */
class FrontDoorTest {
    private static final List<String> OURS = List.of("dev.baton.task", "dev.baton.client", "dev.baton.workflow");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(OURS.toArray(String[]::new));

    @Test
    void senderNeedsNoOtherPackages() {
        assertThat(met().map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("dev.baton") || name.startsWith("org.")))
                .isSubsetOf(OURS);
    }

    private static Stream<JavaClass> met() {
        return CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type ->
                        !type.getSimpleName().matches("ClientAutoConfiguration|TasksConfiguration|QueueDefaults"))
                .flatMap(type -> Stream.concat(
                        Stream.of(type),
                        type.getCodeUnits().stream()
                                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                                .flatMap(FrontDoorTest::signature)));
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                .map(JavaClass::getBaseComponentType);
    }
}
