package dev.baton.models.oracle;

import dev.baton.models.oracle.Drawn.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model is trained.
 *
 * @param name tells it from the others of its library
 * @param settings the library's own
 * @param kind of rows
 * @param supported whether its file is read; else it is to be refused by name
 */
record Training(String name, Map<String, String> settings, int rounds, Target target, Kind kind, boolean supported) {
    /** The setting that ends a training of either library once nothing is gained any more. */
    static final String EARLY = "early_stopping_rounds";

    Training {
        settings = Map.copyOf(settings);
    }

    static Training binary(String name, String... settings) {
        return new Training(name, map(settings), 25, Target.BINARY, Kind.PLAIN, true);
    }

    Training of(Target other) {
        return new Training(name, settings, rounds, other, kind, supported);
    }

    Training of(Kind other) {
        return new Training(name, settings, rounds, target, other, supported);
    }

    Training rounds(int other) {
        return new Training(name, settings, other, target, kind, supported);
    }

    Training refused() {
        return new Training(name, settings, rounds, target, kind, false);
    }

    boolean has(String setting, String value) {
        return value.equals(settings.get(setting));
    }

    boolean stopsEarly() {
        return settings.containsKey(EARLY);
    }

    Drawn drawn(boolean infinities) {
        return Drawn.of(kind == Kind.WIDE, kind != Kind.COMPLETE, infinities);
    }

    /** Settings from words of {@code name=value}. */
    private static Map<String, String> map(String... settings) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String setting : settings) {
            int at = setting.indexOf('=');
            map.put(setting.substring(0, at), setting.substring(at + 1));
        }
        return map;
    }

    /** What the rows are like. */
    enum Kind {
        PLAIN,
        /** Nothing is absent. */
        COMPLETE,
        /** One feature counts as a category. */
        CATEGORIES,
        WIDE
    }
}
