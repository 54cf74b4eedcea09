package dev.baton.api;

import dev.baton.gallery.AnalysedPhoto;
import dev.baton.gallery.Gallery;
import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.photo.AnalyzePhoto;
import dev.baton.photo.PhotoAnalysis;
import dev.baton.photo.PhotoTasks;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static dev.baton.testing.Patience.await;

/** Does by hand what a worker does, without a model: each step is the test's to order. */
final class FakeWorker {
    private static final int POLL_MILLIS = 1000;

    private final ApiFixture api;
    private final MessageCodec codec = new MessageCodec("fake@test");

    FakeWorker(ApiFixture api) {
        this.api = api;
    }

    /** Takes the next task from the queue; a connection that has just been cut is opened anew. */
    TaskRequest take() {
        return take(PhotoTasks.QUEUE);
    }

    TaskRequest take(String queue) {
        Message message = await().ignoreExceptionsInstanceOf(AmqpException.class)
                .until(() -> api.bean(RabbitTemplate.class).receive(queue, POLL_MILLIS), Objects::nonNull);
        return codec.decode(AmqpMessages.fromAmqp(message));
    }

    void start(TaskRequest task) {
        results().save(TaskSnapshot.started(task.id(), Map.of("pid", 1)));
    }

    /** Stores the photo of {@code task} as analysed, with one bib, and tells clients. */
    TaskSnapshot analyse(TaskRequest task, String bib) {
        TaskSnapshot end = commit(task, bib);
        results().save(end);
        return end;
    }

    /** Does the same, but Redis never hears of it. */
    TaskSnapshot commit(TaskRequest task, String bib) {
        AnalyzePhoto input = ArgumentBinder.bind(task, PhotoTasks.ANALYZE);
        PhotoAnalysis analysis = analysis(input, bib);
        return api.bean(FinishedTasks.class).finish(task.id(), () -> {
            api.bean(Gallery.class)
                    .store(new AnalysedPhoto(
                            task.id(),
                            input.tenantId(),
                            input.photo(),
                            input.photo().sha256(),
                            analysis,
                            List.of()));
            return new TaskOutcome.Succeeded(analysis);
        });
    }

    void fail(TaskRequest task, TaskFailure failure) {
        end(task, new TaskOutcome.GivenUp(failure));
    }

    void end(TaskRequest task, TaskOutcome outcome) {
        results().save(api.bean(FinishedTasks.class).finish(task.id(), () -> outcome));
    }

    /** Ends a task without effects, which the database never hears of. */
    void endPure(TaskRequest task, TaskOutcome outcome) {
        results().save(TaskSnapshot.finished(task.id(), outcome, Instant.now()));
    }

    private ResultStore results() {
        return api.bean(ResultStore.class);
    }

    static PhotoAnalysis analysis(AnalyzePhoto input, String bib) {
        PhotoAnalysis.Box box = new PhotoAnalysis.Box(1, 2, 30, 40);
        return new PhotoAnalysis(
                input.photoId(),
                input.eventId(),
                input.fileName(),
                new PhotoAnalysis.Image(640, 480),
                new PhotoAnalysis.Blur(false, 250, 250, 0.9),
                List.of(),
                List.of(new PhotoAnalysis.Bib(bib, 0.8, box, List.of(new PhotoAnalysis.Candidate(bib, 0.8)))),
                List.of(),
                List.of(),
                Map.of("blur", 2.0));
    }
}
