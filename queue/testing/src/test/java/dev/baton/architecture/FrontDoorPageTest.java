package dev.baton.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.baton.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of {@code docs/front-door.md}. */
class FrontDoorPageTest {
    /** A type, for example {@code TaskHandle<O>}, a method of one, or a package. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:([A-Z]\\w*[a-z]\\w*)(?:<[^`]*>)?(?:\\.(\\w+))?|(dev\\.baton[a-z.]*))`");

    /** What the rows without a package are about. */
    private static final List<String> USUAL = List.of("dev.baton.task", "dev.baton.client", "dev.baton.handler");

    private static final Set<JavaClass> PUBLIC = ArchitectureRules.production().stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> ArchitectureRules.isOfFrontDoor(type.getPackageName()))
            .collect(Collectors.toSet());

    @Test
    void whatItNamesExistsAndIsPublic() throws IOException {
        assertThat(rows().flatMap(FrontDoorPageTest::missing)).isEmpty();
    }

    @Test
    void whatAnApplicationMayImportIsNamed() throws IOException {
        Set<String> named = new TreeSet<>();
        rows().flatMap(row -> NAMED.matcher(row).results())
                .filter(match -> match.group(1) != null)
                .forEach(match -> named.add(match.group(1)));

        assertThat(PUBLIC.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !name.endsWith("Configuration"))
                        .filter(name -> !named.contains(name)))
                .isEmpty();
    }

    private static Stream<String> rows() throws IOException {
        List<String> rows = Files.readAllLines(Checkout.file("docs", "front-door.md")).stream()
                .filter(line -> line.startsWith("| "))
                .toList();
        assertThat(rows).hasSizeGreaterThan(20);
        return rows.stream();
    }

    /** Returns what {@code row} names and nobody can import. A package stands behind its types. */
    private static Stream<String> missing(String row) {
        List<String> missing = new ArrayList<>();
        List<MatchResult> waiting = new ArrayList<>();
        NAMED.matcher(row).results().forEach(match -> {
            if (match.group(3) == null) {
                waiting.add(match);
            } else {
                missing.addAll(missing(waiting, List.of(match.group(3))));
                waiting.clear();
            }
        });
        missing.addAll(missing(waiting, USUAL));
        return missing.stream();
    }

    private static List<String> missing(List<MatchResult> named, List<String> packages) {
        return named.stream()
                .filter(match -> PUBLIC.stream()
                        .filter(type -> packages.contains(type.getPackageName()))
                        .filter(type -> type.getSimpleName().equals(match.group(1)))
                        .noneMatch(type -> match.group(2) == null || hasPublic(type, match.group(2))))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean hasPublic(JavaClass type, String method) {
        return type.getMethods().stream()
                .anyMatch(one ->
                        one.getName().equals(method) && one.getModifiers().contains(JavaModifier.PUBLIC));
    }
}
