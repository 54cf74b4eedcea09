package dev.baton.api;

import dev.baton.gallery.Tenants;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.photo.AnalyzePhoto;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.store.PhotoStore;
import dev.baton.task.TaskRequest;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith(RunningApi.class)
class UploadIT {
    private static final String PHOTOS = "/api/v1/photos";

    private final ApiFixture api;

    UploadIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void photosAreStoredAndTheirTasksPublished() {
        byte[] first = Pictures.jpeg(640, 480);
        MultipartBody form = new MultipartBody()
                .photo("start.jpg", first)
                .photo("ziel ä.png", Pictures.png(64, 48))
                .text("event_id", "marathon-26")
                .text("analyses", "bibs, blur");

        Answer answer = api.post(PHOTOS, form).hasStatus(202);

        String job = answer.at("/job_id");
        assertThat(answer.header("Location")).isEqualTo("/api/v1/jobs/" + job).isEqualTo(answer.at("/poll_url"));
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.at("/status")).isEqualTo("pending");
        assertThat(answer.json().at("/total_items").asInt()).isEqualTo(2);
        assertThat(answer.at("/photos/1/file_name")).isEqualTo("ziel ä.png");
        TaskRequest task = api.worker.take();
        AnalyzePhoto input = ArgumentBinder.bind(task, PhotoTasks.ANALYZE);
        assertThat(task.id().value()).isEqualTo(answer.at("/photos/0/task_id"));
        assertThat(input.photoId()).hasToString(answer.at("/photos/0/photo_id"));
        assertThat(input.photo().sha256()).isEqualTo(answer.at("/photos/0/sha256"));
        assertThat(input.analyses()).containsExactly("blur", "bibs");
        assertThat(input.eventId()).isEqualTo("marathon-26");
        assertThat(input.fileName()).isEqualTo("start.jpg");
        assertThat(input.tenantId()).isEqualTo(Tenants.DEFAULT);
        assertThat(api.bean(PhotoStore.class).get(input.photo().key())).isEqualTo(first);
        assertThat(api.messages()).isEqualTo(1);
    }

    /** 255 letters of four bytes, which is more than Tomcat leaves room for. */
    @Test
    void namesOfAnyScriptAreKept() {
        String name = "\ud83c\udfc3".repeat(255);

        Answer answer = api.post(PHOTOS, new MultipartBody().photo(name, Pictures.png(64, 48)))
                .hasStatus(202);

        assertThat(answer.at("/photos/0/file_name")).isEqualTo(name);
    }

    @Test
    void everyColourModelIsTaken() {
        MultipartBody form = new MultipartBody()
                .photo("cmyk.jpg", Pictures.cmykJpeg())
                .photo("deep.png", Pictures.deepPng())
                .photo("gray.jpg", Pictures.grayscaleJpeg())
                .photo("alpha.png", Pictures.pngWithAlpha());

        api.post(PHOTOS, form).hasStatus(202);

        assertThat(api.messages()).isEqualTo(4);
    }

    @Test
    void twentyPhotosAreTakenAndAllAnalysesAreUsual() {
        MultipartBody form = new MultipartBody();
        for (int number = 0; number < 20; number++) {
            form.photo("same.png", Pictures.png(64, 48));
        }

        api.post(PHOTOS, form).hasStatus(202);

        assertThat(api.messages()).isEqualTo(20);
        assertThat(ArgumentBinder.bind(api.worker.take(), PhotoTasks.ANALYZE).analyses())
                .containsExactly("blur", "faces", "bibs");
    }

    @Test
    void aRepeatedRequestIsAnsweredAgainWithoutNewTasks() {
        Answer first = api.post(PHOTOS, onePhoto(), "Idempotency-Key", "k1").hasStatus(202);
        Answer second = api.post(PHOTOS, onePhoto(), "Idempotency-Key", "k1").hasStatus(202);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(api.messages()).isEqualTo(1);
        assertThat(api.count("job_item")).isEqualTo(1);
        assertThat(api.files()).hasSize(1);
    }

    @Test
    void aKeyIsForOneRequestOnly() {
        api.post(PHOTOS, onePhoto(), "Idempotency-Key", "k1").hasStatus(202);

        for (MultipartBody other : List.of(
                onePhoto().text("event_id", "other"),
                onePhoto().text("analyses", "blur"),
                new MultipartBody().photo("b.png", Pictures.png(64, 48)),
                new MultipartBody().photo("a.png", Pictures.png(64, 50)))) {
            api.post(PHOTOS, other, "Idempotency-Key", "k1").isProblem(422, "idempotency-key-reused");
        }
        assertThat(api.messages()).isEqualTo(1);
        assertThat(api.files()).hasSize(1);
    }

    @Test
    void anExpiredKeyIsFree() {
        Answer first = api.post(PHOTOS, onePhoto(), "Idempotency-Key", "k1").hasStatus(202);
        api.jdbc()
                .sql("update job set expires_at = now() - interval '1 second'")
                .update();

        Answer second = api.post(PHOTOS, onePhoto(), "Idempotency-Key", "k1").hasStatus(202);

        assertThat(second.at("/job_id")).isNotEqualTo(first.at("/job_id"));
    }

    @Test
    void whatACrashLeftHalfDoneIsFinishedUnderTheSameIds() {
        Answer first = api.post(PHOTOS, onePhoto(), "Idempotency-Key", "k1").hasStatus(202);
        // As if the API had died before it could publish.
        api.worker.take();
        api.deletePhotos();
        api.jdbc().sql("update job set accepted_at = null").update();

        Answer second = api.post(PHOTOS, onePhoto(), "Idempotency-Key", "k1").hasStatus(202);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(api.worker.take().id().value()).isEqualTo(first.at("/photos/0/task_id"));
        assertThat(api.files()).hasSize(1);
    }

    @Test
    void twinsWithOneKeyMakeOneJobWhosePhotosAreStoredOnce() {
        List<CompletableFuture<Answer>> twins = Stream.generate(
                        () -> api.postLater(PHOTOS, onePhoto(), "Idempotency-Key", "twins"))
                .limit(8)
                .toList();

        Set<String> jobs = new HashSet<>();
        twins.forEach(twin -> jobs.add(twin.join().hasStatus(202).at("/job_id")));

        assertThat(jobs).hasSize(1);
        long deliveries = api.messages();
        for (long delivery = 0; delivery < deliveries; delivery++) {
            api.worker.analyse(api.worker.take(), "7");
        }
        assertThat(api.count("job")).isEqualTo(1);
        assertThat(api.count("photo")).isEqualTo(1);
    }

    private static MultipartBody onePhoto() {
        return new MultipartBody().photo("a.png", Pictures.png(64, 48));
    }
}
