package dev.baton.models.bib;

import java.util.List;

/** What was read from one photo, and what the reader should know of how. */
public record BibReading(List<Bib> bibs, List<String> warnings) {
    public BibReading {
        bibs = List.copyOf(bibs);
        warnings = List.copyOf(warnings);
    }
}
