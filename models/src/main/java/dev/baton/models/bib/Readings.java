package dev.baton.models.bib;

import dev.baton.models.image.Box;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read in one place, each number with its best confidence. */
final class Readings {
    private static final double SAME_PLACE = 0.3;

    private final Box box;
    private final Map<String, Double> confidences = new HashMap<>();

    Readings(Box box) {
        this.box = box;
    }

    boolean covers(Box other) {
        return box.overlap(other) > SAME_PLACE;
    }

    void add(String number, double confidence) {
        confidences.merge(number, confidence, Math::max);
    }

    Optional<Bib> bib() {
        List<Candidate> candidates = confidences.entrySet().stream()
                .map(one -> new Candidate(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingDouble(Candidate::confidence)
                        .reversed()
                        .thenComparing(Candidate::text))
                .toList();
        return candidates.stream().findFirst().map(best -> new Bib(best.text(), best.confidence(), box, candidates));
    }
}
