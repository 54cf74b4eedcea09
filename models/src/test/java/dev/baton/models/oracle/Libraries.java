package dev.baton.models.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The oracles that are there. */
final class Libraries {
    private static final String XGBOOST = "xgboost-";
    private static final String LIGHTGBM = "lightgbm-";

    private Libraries() {}

    /** Returns those whose jars the build has put into folders of {@code folder}, each named for a library and its version. */
    static List<Library> ofJars(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            List<Path> sorted = folders.sorted().toList();
            List<Library> libraries = new ArrayList<>();
            for (Path one : sorted) {
                String name = String.valueOf(one.getFileName());
                if (name.startsWith(LIGHTGBM)) {
                    libraries.add(new LightGbmLibrary(one, name.substring(LIGHTGBM.length())));
                } else if (name.startsWith(XGBOOST)) {
                    boolean newest = one.equals(sorted.get(sorted.size() - 1));
                    libraries.add(new XgboostLibrary(one, name.substring(XGBOOST.length()), newest));
                }
            }
            return libraries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
