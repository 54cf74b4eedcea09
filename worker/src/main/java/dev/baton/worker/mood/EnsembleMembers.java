package dev.baton.worker.mood;

import dev.baton.models.catalog.ModelRole;
import dev.baton.models.mood.ActivityModel;
import dev.baton.models.mood.MoodModels;
import dev.baton.models.mood.TreeModel;
import dev.baton.models.tree.FeatureMismatchException;
import dev.baton.mood.activity.WearTime;
import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.ensemble.EnsemblePrediction.Member;
import dev.baton.mood.ensemble.EpisodeRisks;
import dev.baton.mood.sleep.SleepDiary;
import dev.baton.mood.sleep.SleepFeatures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The members of the ensemble: three tree ensembles for sleep and rhythm, a network for a week's activity. */
@Component
final class EnsembleMembers {
    static final String SLEEP = "sleep";
    static final String ACTIVITY = "activity";

    private static final double OF_SLEEP = 0.6;
    private static final double OF_ACTIVITY = 0.4;
    private static final List<String> EPISODES = List.of("depression", "hypomania", "mania");

    private final MoodModels models;

    EnsembleMembers(MoodModels models) {
        this.models = models;
    }

    /** Asks about sleep, given as features or as records. */
    Member sleep(EnsembleMood input, Deadline deadline) {
        try {
            Map<String, Double> given = input.features();
            return sleep(given == null ? features(input.diary()) : given, deadline);
        } catch (FeatureMismatchException e) {
            if (input.features() != null) {
                throw e;
            }
            // The client gave no features that it could mend.
            throw new SilentException(String.valueOf(e.getMessage()));
        }
    }

    private Member sleep(Map<String, Double> features, Deadline deadline) {
        TreeModel depression = trees(ModelRole.DEPRESSION_EPISODE);
        TreeModel hypomania = trees(ModelRole.HYPOMANIA_EPISODE);
        TreeModel mania = trees(ModelRole.MANIA_EPISODE);
        EpisodeRisks risks = new EpisodeRisks(
                probability(depression, features, deadline),
                probability(hypomania, features, deadline),
                probability(mania, features, deadline));
        String versions = String.join(", ", depression.version(), hypomania.version(), mania.version());
        return new Member(SLEEP, OF_SLEEP, risks, versions);
    }

    private static Map<String, Double> features(Optional<SleepDiary> sleep) {
        try {
            return SleepFeatures.of(
                    sleep.orElseThrow(() -> new SilentException("neither features nor sleep were given")));
        } catch (IllegalArgumentException e) {
            throw new SilentException(String.valueOf(e.getMessage()));
        }
    }

    private TreeModel trees(ModelRole role) {
        return models.trees(role).orElseThrow(() -> new SilentException("no model " + role + " is loaded"));
    }

    private static double probability(TreeModel model, Map<String, Double> features, Deadline deadline) {
        return model.probabilities(features, deadline.cancellation())[0];
    }

    /** Asks about activity, given as counts of a device that was worn for most of the week. */
    Member activity(EnsembleMood input, Deadline deadline) {
        List<Double> counts = input.activity();
        if (counts == null) {
            throw new SilentException("no activity was given");
        }
        double[] minutes = counts.stream().mapToDouble(Double::doubleValue).toArray();
        requireWorn(WearTime.of(minutes));
        return models.withActivity(model -> new Member(
                        ACTIVITY,
                        OF_ACTIVITY,
                        risks(model, model.probabilities(minutes, deadline.cancellation())),
                        model.version()))
                .orElseThrow(() -> new SilentException("no model " + ModelRole.ACTIVITY_EPISODES + " is loaded"));
    }

    private static void requireWorn(WearTime wear) {
        if (!wear.suffices()) {
            throw new SilentException("the device was worn for %d hours on %d of the %d days, %d are needed"
                    .formatted(
                            WearTime.ENOUGH.toHours(),
                            wear.wornDays(),
                            wear.days().size(),
                            WearTime.ENOUGH_DAYS));
        }
    }

    private static EpisodeRisks risks(ActivityModel model, double[] probabilities) {
        double[] found = EPISODES.stream()
                .mapToDouble(episode -> probabilities[indexOf(model, episode)])
                .toArray();
        return new EpisodeRisks(found[0], found[1], found[2]);
    }

    private static int indexOf(ActivityModel model, String episode) {
        int at = model.labels().indexOf(episode);
        if (at < 0) {
            throw new SilentException(model.version() + " does not tell of " + episode + ", only of " + model.labels());
        }
        return at;
    }

    /** A member cannot answer, for a reason that the client may be told. */
    static final class SilentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SilentException(String reason) {
            super(reason);
        }
    }
}
