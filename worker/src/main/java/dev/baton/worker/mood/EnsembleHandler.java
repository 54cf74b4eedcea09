package dev.baton.worker.mood;

import dev.baton.handler.RefusedException;
import dev.baton.handler.TaskContext;
import dev.baton.models.runtime.InferenceCancelledException;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.tree.FeatureMismatchException;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.ensemble.EnsemblePrediction;
import dev.baton.mood.ensemble.EnsemblePrediction.Member;
import dev.baton.mood.ensemble.EnsemblePrediction.MissingMember;
import dev.baton.mood.sleep.SleepDiary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * {@code mood.ensemble}: asks a member about sleep and one about activity, each with a time limit of its own; one that does not answer
 * is named, with the reason, and leaves its weight to the other.
 */
@Component
final class EnsembleHandler extends MoodHandler<EnsembleMood, EnsemblePrediction> {
    private static final Logger log = LoggerFactory.getLogger(EnsembleHandler.class);
    private static final Duration OF_SLEEP = Duration.ofSeconds(5);
    private static final Duration OF_ACTIVITY = Duration.ofSeconds(10);

    private final EnsembleMembers members;

    EnsembleHandler(EnsembleMembers members, MoodSettings settings) {
        super(MoodTasks.ENSEMBLE, settings);
        this.members = members;
    }

    @Override
    public Effects<EnsemblePrediction> prepare(TaskContext context, EnsembleMood input) {
        List<Member> answered = new ArrayList<>();
        List<MissingMember> missing = new ArrayList<>();
        ask(EnsembleMembers.SLEEP, OF_SLEEP, context, missing, deadline -> members.sleep(input, deadline), answered);
        ask(
                EnsembleMembers.ACTIVITY,
                OF_ACTIVITY,
                context,
                missing,
                deadline -> members.activity(input, deadline),
                answered);
        List<String> notes = input.diary().map(SleepDiary::notes).orElse(List.of());
        EnsemblePrediction prediction = EnsemblePrediction.of(answered, missing, notes);
        return () -> prediction;
    }

    private void ask(
            String name,
            Duration own,
            TaskContext context,
            List<MissingMember> missing,
            Question question,
            List<Member> answered) {
        Duration limit = own.compareTo(settings.inferenceTimeout()) < 0 ? own : settings.inferenceTimeout();
        try (Deadline deadline = Deadline.in(limit)) {
            context.onCancel(deadline.cancellation()::cancel);
            try {
                answered.add(question.ask(deadline));
            } catch (EnsembleMembers.SilentException | InferenceFailedException e) {
                log.info("The member {} of the ensemble cannot answer: {}", name, e.getMessage());
                missing.add(new MissingMember(name, String.valueOf(e.getMessage())));
            } catch (FeatureMismatchException e) {
                throw new RefusedException("FeatureMismatch", String.valueOf(e.getMessage()), e);
            } catch (InferenceCancelledException e) {
                if (!deadline.hasPassed()) {
                    throw e;
                }
                log.warn("Prediction timeout after {}s: {}", limit.toMillis() / 1000.0, name, e);
                missing.add(
                        new MissingMember(name, "took longer than " + limit.toMillis() / 1000.0 + "s and was ended"));
            }
        }
    }

    /** What a member is asked. */
    @FunctionalInterface
    private interface Question {
        Member ask(Deadline deadline);
    }
}
