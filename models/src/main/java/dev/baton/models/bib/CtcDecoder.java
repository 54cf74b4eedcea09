package dev.baton.models.bib;

import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the steps of a recogniser in PaddleOCR's layout, {@code [1, steps, classes]} probabilities: repeats collapse, class 0 is
 * the blank and goes, and the confidence is the mean of the steps that are kept.
 */
final class CtcDecoder {
    private static final int MAX_CANDIDATES = 5;

    private final String charset;

    CtcDecoder(String charset) {
        this.charset = charset;
    }

    /** The reading, then those that differ in one character, most confident first; none if there is only blank. */
    List<Candidate> decode(Tensor steps) {
        List<CtcRun> runs = runs(steps);
        if (runs.isEmpty()) {
            return List.of();
        }
        double confidence =
                Math.min(1, runs.stream().mapToDouble(CtcRun::confidence).sum() / runs.size());
        String text = text(runs);
        Map<String, Double> readings = new LinkedHashMap<>();
        readings.put(text, confidence);
        for (int i = 0; i < runs.size(); i++) {
            StringBuilder other = new StringBuilder(text);
            other.setCharAt(i, character(runs.get(i).second()));
            readings.merge(other.toString(), confidence * runs.get(i).doubt(), Math::max);
        }
        return readings.entrySet().stream()
                .map(reading -> new Candidate(reading.getKey(), reading.getValue()))
                .sorted(Comparator.comparingDouble(Candidate::confidence).reversed())
                .limit(MAX_CANDIDATES)
                .toList();
    }

    private List<CtcRun> runs(Tensor steps) {
        int classes = charset.length() + 1;
        long[] shape = steps.shape();
        if (shape.length != 3 || shape[0] != 1 || shape[2] != classes) {
            throw new InferenceFailedException("a recogniser of " + charset.length()
                    + " characters should give [1, steps, " + classes + "], gave " + steps);
        }
        List<CtcRun> runs = new ArrayList<>();
        int begin = 0;
        for (int step = 1; step <= shape[1]; step++) {
            if (step == shape[1] || best(steps, step) != best(steps, begin)) {
                if (best(steps, begin) > 0) {
                    runs.add(CtcRun.of(steps.values(), classes, begin, step));
                }
                begin = step;
            }
        }
        return runs;
    }

    private int best(Tensor steps, int step) {
        return CtcRun.best(steps.values(), step * (charset.length() + 1), charset.length() + 1);
    }

    private String text(List<CtcRun> runs) {
        StringBuilder text = new StringBuilder();
        runs.forEach(run -> text.append(character(run.character())));
        return text.toString();
    }

    private char character(int index) {
        return charset.charAt(index - 1);
    }
}
