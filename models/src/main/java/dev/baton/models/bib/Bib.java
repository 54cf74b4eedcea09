package dev.baton.models.bib;

import dev.baton.models.image.Box;
import java.util.List;

/**
 * A bib whose number was read.
 *
 * @param number the most confident reading
 * @param confidence of that reading, 0 to 1
 * @param box where it was read
 * @param candidates all readings, most confident first
 */
public record Bib(String number, double confidence, Box box, List<Candidate> candidates) {
    public Bib {
        candidates = List.copyOf(candidates);
    }
}
