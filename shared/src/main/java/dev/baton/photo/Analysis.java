package dev.baton.photo;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be looked for in a photo. On the wire each is its name in lower case. */
public enum Analysis {
    BLUR,
    FACES,
    BIBS;

    /** Returns the name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the analysis with that name on the wire.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static Analysis named(String name) {
        return Arrays.stream(values())
                .filter(analysis -> analysis.wireName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no analysis '" + name + "'; there are " + allNames()));
    }

    /** Returns all names for a message: "blur, faces, bibs". */
    public static String allNames() {
        return Arrays.stream(values()).map(Analysis::wireName).collect(Collectors.joining(", "));
    }

    /** Returns every analysis. */
    public static Set<Analysis> all() {
        return EnumSet.allOf(Analysis.class);
    }
}
