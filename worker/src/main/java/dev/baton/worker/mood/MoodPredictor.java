package dev.baton.worker.mood;

import dev.baton.models.catalog.ModelRole;
import dev.baton.models.mood.MoodModels;
import dev.baton.models.mood.TreeModel;
import dev.baton.models.runtime.InferenceCancelledException;
import dev.baton.models.tree.FeatureMismatchException;
import dev.baton.mood.MoodFeatures;
import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodPredictions.OfCheckIn;
import dev.baton.mood.PredictMood;
import dev.baton.mood.Prediction;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckInField;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Predicts from check-ins. Safe for use by many threads. */
@Component
final class MoodPredictor {
    private static final Logger log = LoggerFactory.getLogger(MoodPredictor.class);
    private static final double NANOS = 1e9;

    private final MoodModels models;
    private final ModelsVersion version;
    private final MeterRegistry meters;

    MoodPredictor(MoodModels models, ModelsVersion version, MeterRegistry meters) {
        this.models = models;
        this.version = version;
        this.meters = meters;
    }

    MoodPredictions predict(PredictMood input, Deadline deadline) {
        // Before the first model is asked: should they change meanwhile, the answer counts as one of the earlier ones.
        String begunWith = version.now();
        List<CheckIn> all = MoodFeatures.ordered(input.checkIns());
        List<OfCheckIn> single = new ArrayList<>();
        for (int at = all.size() - 1; at >= Math.max(0, all.size() - input.limitCheckins()); at--) {
            CheckIn last = all.get(at);
            single.add(new OfCheckIn(last.id(), last.checkinDate(), predict(all.subList(0, at + 1), input, deadline)));
        }
        List<Prediction> predictions = predict(all, input, deadline);
        return new MoodPredictions(
                input.windowDays(),
                all.isEmpty() ? null : all.get(all.size() - 1).checkinDate(),
                begunWith,
                !deadline.hasPassed(),
                predictions,
                input.limitCheckins() == 0 ? null : single);
    }

    private List<Prediction> predict(List<CheckIn> checkIns, PredictMood input, Deadline deadline) {
        List<CheckIn> window = MoodFeatures.window(checkIns, input.windowDays());
        return input.types().stream()
                .distinct()
                .map(PredictionType::named)
                .map(type -> timed(type, window, input.windowDays(), deadline))
                .toList();
    }

    private Prediction timed(PredictionType type, List<CheckIn> window, int days, Deadline deadline) {
        long begun = System.nanoTime();
        Prediction prediction = inTime(type, window, days, deadline);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Timer.builder("baton.predictions")
                .description("Predictions of moods")
                .tag("type", type.wireName())
                .tag("method", prediction.method())
                .register(meters)
                .record(took);
        log.info(
                "Prediction {} completed in {}s",
                type.wireName(),
                String.format(Locale.ROOT, "%.3f", took.toNanos() / NANOS));
        return prediction;
    }

    private Prediction inTime(PredictionType type, List<CheckIn> window, int days, Deadline deadline) {
        try {
            return predict(type, window, days, deadline);
        } catch (InferenceCancelledException e) {
            if (!deadline.hasPassed()) {
                throw e;
            }
            String limit = deadline.limit().toMillis() / 1000.0 + "s";
            log.warn("Prediction timeout after {}: {}", limit, type.wireName(), e);
            return Prediction.none(
                    type, Prediction.TIMEOUT, "The inference took longer than " + limit + " and was ended.");
        }
    }

    private Prediction predict(PredictionType type, List<CheckIn> window, int days, Deadline deadline) {
        if (window.isEmpty()) {
            return Prediction.none(type, Prediction.INSUFFICIENT, "There is no check-in.");
        }
        List<CheckInField> untold = type.needed().stream()
                .filter(field ->
                        window.stream().allMatch(one -> one.value(field).isEmpty()))
                .toList();
        if (!untold.isEmpty()) {
            return Prediction.none(type, Prediction.INSUFFICIENT, notTold(untold, window, days));
        }
        Map<String, Double> features = MoodFeatures.of(window, days);
        Optional<TreeModel> model = models.trees(roleOf(type));
        if (model.isEmpty()) {
            return Answers.ofRule(type, features, "no model of " + type.wireName() + " is loaded");
        }
        return ofModel(type, model.get(), features, deadline);
    }

    private static Prediction ofModel(
            PredictionType type, TreeModel model, Map<String, Double> features, Deadline deadline) {
        try {
            double[] probabilities = model.probabilities(features, deadline.cancellation());
            return Answers.ofModel(type, model, features, probabilities);
        } catch (FeatureMismatchException e) {
            log.error("The model {} is not one of check-ins", model.version(), e);
            return Answers.ofRule(type, features, "the model " + model.version() + " wants other features");
        }
    }

    private static String notTold(List<CheckInField> fields, List<CheckIn> window, int days) {
        return fields.stream()
                        .map(field -> field.group().wireName() + "." + field.label())
                        .collect(Collectors.joining(", "))
                + " not told in the " + days + " days up to "
                + window.get(window.size() - 1).checkinDate() + ".";
    }

    private static ModelRole roleOf(PredictionType type) {
        return switch (type) {
            case MOOD_STATE -> ModelRole.MOOD_STATE;
            case RELAPSE_RISK -> ModelRole.RELAPSE_RISK;
            case SUICIDALITY_RISK -> ModelRole.SUICIDALITY_RISK;
            case MEDICATION_ADHERENCE_RISK -> ModelRole.MEDICATION_ADHERENCE_RISK;
            case SLEEP_DISTURBANCE_RISK -> ModelRole.SLEEP_DISTURBANCE_RISK;
        };
    }
}
