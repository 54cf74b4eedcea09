package dev.baton.mood;

import dev.baton.mood.checkin.CheckIn;
import java.util.List;

/**
 * What the task {@code mood.predict} takes. It names nobody.
 *
 * @param checkIns of one person; those of one day in the order in which they were made
 * @param types by their names on the wire; none stands for all
 * @param windowDays how many days up to the newest check-in count
 * @param limitCheckins for how many of the newest check-ins to predict singly, too
 */
public record PredictMood(List<CheckIn> checkIns, List<String> types, int windowDays, int limitCheckins) {
    public static final int USUAL_WINDOW = 3;
    public static final int MAX_WINDOW = 30;
    public static final int MAX_CHECKINS = 10;

    public PredictMood {
        if (windowDays < 1 || windowDays > MAX_WINDOW) {
            throw new IllegalArgumentException("window_days must be 1 to " + MAX_WINDOW + ", was " + windowDays);
        }
        if (limitCheckins < 0 || limitCheckins > MAX_CHECKINS) {
            throw new IllegalArgumentException(
                    "limit_checkins must be 0 to " + MAX_CHECKINS + ", was " + limitCheckins);
        }
        checkIns = List.copyOf(checkIns);
        types = types == null || types.isEmpty() ? PredictionType.names() : List.copyOf(types);
        types.forEach(PredictionType::named);
    }
}
