package dev.baton.worker.mood;

import dev.baton.models.runtime.InferenceCancelledException;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.tree.FeatureMismatchException;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.ensemble.EnsemblePrediction;
import dev.baton.mood.ensemble.EnsemblePrediction.Member;
import dev.baton.mood.ensemble.EnsemblePrediction.MissingMember;
import dev.baton.queue.RefusedException;
import dev.baton.queue.TaskContext;
import dev.baton.queue.TaskHandler;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
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
final class EnsembleHandler implements TaskHandler<EnsembleMood, EnsemblePrediction> {
    private static final Logger log = LoggerFactory.getLogger(EnsembleHandler.class);
    private static final Duration OF_SLEEP = Duration.ofSeconds(5);
    private static final Duration OF_ACTIVITY = Duration.ofSeconds(10);

    private final EnsembleMembers members;
    private final MoodSettings settings;

    EnsembleHandler(EnsembleMembers members, MoodSettings settings) {
        this.members = members;
        this.settings = settings;
    }

    @Override
    public TaskType<EnsembleMood, EnsemblePrediction> type() {
        return MoodTasks.ENSEMBLE;
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    @Override
    public TimeLimits limits() {
        return settings.limits();
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
        EnsemblePrediction prediction = EnsemblePrediction.of(answered, missing);
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
