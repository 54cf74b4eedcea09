package dev.baton.models.bib;

import java.time.Duration;
import java.util.List;

/**
 * What was read from one photo, and what the reader should know of how.
 *
 * @param detecting how long the bibs were looked for before they were read; zero without a detector
 */
public record BibReading(List<Bib> bibs, List<String> warnings, Duration detecting) {
    public BibReading {
        bibs = List.copyOf(bibs);
        warnings = List.copyOf(warnings);
    }
}
