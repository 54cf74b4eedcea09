package dev.baton.models.bib;

/** One reading of a bib, with its confidence from 0 to 1. */
public record Candidate(String text, double confidence) {
    public Candidate {
        if (text.isEmpty() || !(confidence >= 0) || confidence > 1) {
            throw new IllegalArgumentException("a candidate needs text and a confidence of 0 to 1, was " + confidence);
        }
    }
}
