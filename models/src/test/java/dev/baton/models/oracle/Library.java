package dev.baton.models.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A version of a library that trains. */
interface Library {
    /** Returns the one whose jars are in a folder that is named for it, or that a Python has; nothing where that has none. */
    static Optional<Library> of(String place) {
        Path path = Path.of(place);
        String[] name = String.valueOf(path.getFileName()).split("-", 2);
        return switch (name[0]) {
            case "lightgbm" -> Optional.of(new LightGbmLibrary(path, name[1]));
            case "xgboost" -> Optional.of(new XgboostLibrary(path, name[1]));
            default -> LightGbmPython.start(place);
        };
    }

    /** Returns its name and version. */
    String name();

    /** Returns what it can be asked to train. */
    List<Training> trainings();

    /** Trains a model on rows and asks it for the probes. */
    Answers train(Training training, Drawn drawn) throws Exception;

    /** Whether infinities may be asked for. */
    boolean takesInfinities();
}
