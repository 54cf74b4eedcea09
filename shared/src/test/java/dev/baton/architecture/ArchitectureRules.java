package dev.baton.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Rules on packages. A module's test checks those that concern it on {@link #production()}. */
public final class ArchitectureRules {
    public static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("dev.baton.(**)").should().beFreeOfCycles();

    public static final ArchRule NO_DRAWERS = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..service..", "..helper..")
            .because("a package is named for a step or a thing");

    public static final ArchRule ADAPTERS_ARE_PACKAGE_PRIVATE = classes()
            .that(adapters())
            .should()
            .bePackagePrivate()
            .because("a technology is known to its package only")
            .allowEmptyShould(true);

    public static final ArchRule ONNX_ONLY_IN_RUNTIME = only("ai.onnxruntime..", "dev.baton.models.runtime");

    public static final ArchRule REDISSON_ONLY_IN_ITS_PLACES = only(
            "org.redisson..", "dev.baton.result", "dev.baton.answer", "dev.baton.queue.limit", "dev.baton.api.limit");

    public static final ArchRule JACKSON_ONLY_IN_CELERY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.baton.celery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

    /** Rules for every module. */
    public static final List<ArchRule> EVERYWHERE = List.of(
            NO_PACKAGE_CYCLES,
            NO_DRAWERS,
            ADAPTERS_ARE_PACKAGE_PRIVATE,
            ONNX_ONLY_IN_RUNTIME,
            REDISSON_ONLY_IN_ITS_PLACES);

    private ArchitectureRules() {}

    /** Returns all of Baton's classes on the class path, without tests. */
    public static JavaClasses production() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.baton");
    }

    private static ArchRule only(String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        Stream.of(homes).map(home -> home + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaClass> adapters() {
        return DescribedPredicate.describe(
                "are adapters, named for their technology",
                type -> type.isTopLevelClass()
                        && type.getSimpleName().matches("(Redis|S3|File)[A-Z].*")
                        && !type.getInterfaces().isEmpty());
    }
}
