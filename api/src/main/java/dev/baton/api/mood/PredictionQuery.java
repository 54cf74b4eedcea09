package dev.baton.api.mood;

import dev.baton.api.problem.ProblemType;
import dev.baton.mood.PredictMood;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to predict. */
record PredictionQuery(List<String> types, int windowDays, int limitCheckins) {
    PredictionQuery {
        try {
            // The task's own rules, before anything is read or sent.
            PredictMood checked = new PredictMood(List.of(), types, windowDays, limitCheckins);
            // In one order, so that those who ask the same in another share the answer.
            types = Arrays.stream(PredictionType.values())
                    .map(PredictionType::wireName)
                    .filter(checked.types()::contains)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ProblemType.INVALID_PARAMETER.because(String.valueOf(e.getMessage()));
        }
    }

    /** {@code types} are separated by commas; none stands for all. */
    static PredictionQuery of(@Nullable String types, int windowDays, int limitCheckins) {
        String names = types == null ? "" : types.strip();
        return new PredictionQuery(
                names.isEmpty()
                        ? List.of()
                        : Arrays.stream(names.split(",", -1)).map(String::strip).toList(),
                windowDays,
                limitCheckins);
    }

    /** Returns the task for {@code checkIns}, which come with the newest first. */
    PredictMood task(List<CheckIn> checkIns) {
        List<CheckIn> oldestFirst = new ArrayList<>(checkIns);
        Collections.reverse(oldestFirst);
        return new PredictMood(oldestFirst, types, windowDays, limitCheckins);
    }
}
