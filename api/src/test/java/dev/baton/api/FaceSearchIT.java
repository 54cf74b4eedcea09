package dev.baton.api;

import dev.baton.gallery.Tenants;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoAnalysis;
import dev.baton.photo.PhotoAnalysis.Box;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.SearchFace;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith(RunningApi.class)
class FaceSearchIT {
    private static final String SEARCH = "/api/v1/faces/search";
    private static final UUID PHOTO = UUID.fromString("7d4d2a9e-6f3a-4b5c-8a51-0c9e4b1f2d3e");

    private final ApiFixture api;

    FaceSearchIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void photosOfThePersonAreFound() {
        CompletableFuture<Answer> search =
                api.postLater(SEARCH, selfie().text("threshold", "0.5").text("top_k", "3"));
        TaskRequest task = api.worker.take();
        SearchFace input = ArgumentBinder.bind(task, PhotoTasks.SEARCH);
        api.worker.end(task, new TaskOutcome.Succeeded(matches()));

        Answer found = search.join().hasStatus(200);

        assertThat(task.conditions().priority()).isEqualTo(PhotoTasks.SEARCH_PRIORITY);
        assertThat(input.eventId()).isEqualTo("e");
        assertThat(input.threshold()).isEqualTo(0.5);
        assertThat(input.topK()).isEqualTo(3);
        assertThat(input.tenantId()).isEqualTo(Tenants.DEFAULT);
        assertThat(found.at("/search_id")).isNotEmpty();
        assertThat(found.json().at("/faces_detected").asInt()).isEqualTo(1);
        assertThat(found.at("/matches/0/photo_id")).isEqualTo(PHOTO.toString());
        assertThat(found.at("/matches/0/photo_url")).isEqualTo("/api/v1/photos/" + PHOTO);
        assertThat(found.json().at("/matches/0/similarity").asDouble()).isEqualTo(0.75);
    }

    /** A face that is alike may be a stranger's: the more photos, the likelier. */
    @Test
    void allEventsAreSearchedOnlyWhereThatIsSaid() {
        Answer refused = api.post(SEARCH, bare()).isProblem(400, "invalid-parameter");
        assertThat(refused.at("/detail")).contains("'event_id'", "'all_events'");
        api.post(SEARCH, bare().text("all_events", "false")).isProblem(400, "invalid-parameter");
        assertThat(api.count("job")).isZero();

        api.post(SEARCH, bare().text("all_events", "true").text("wait", "0")).hasStatus(202);

        assertThat(ArgumentBinder.bind(api.worker.take(), PhotoTasks.SEARCH).eventId())
                .isNull();
    }

    @Test
    void aSearchThatIsCancelledSaysSo() {
        CompletableFuture<Answer> search = api.postLater(SEARCH, selfie());
        TaskRequest task = api.worker.take();
        api.worker.end(task, new TaskOutcome.Revoked("revoked"));

        search.join().isProblem(409, "task-revoked");
    }

    @Test
    void aSearchIsRefusedWhereNoWorkerHasAFaceModel() {
        CompletableFuture<Answer> search = api.postLater(SEARCH, selfie());
        TaskRequest task = api.worker.take();
        PhotoAnalysis.Unavailable missing =
                new PhotoAnalysis.Unavailable("faces", "no face detector", "make models PACK=opencv-zoo");
        api.worker.end(task, new TaskOutcome.Succeeded(new FaceMatches(0, 0, List.of(), List.of(missing), List.of())));

        Answer refused = search.join().isProblem(503, "search-unavailable");

        assertThat(refused.at("/detail")).contains("no face detector").contains("make models PACK=opencv-zoo");
    }

    @Test
    void aSearchThatTakesLongerIsFollowedAsAJob() {
        Answer pending = api.post(SEARCH, selfie().text("wait", "0")).hasStatus(202);
        String url = pending.header("Location");
        assertThat(url).isEqualTo("/api/v1/jobs/" + pending.at("/search_id"));
        assertThat(pending.header("Retry-After")).isEqualTo("1");
        TaskRequest task = api.worker.take();
        // So that it is sent again should the broker lose it.
        assertThat(api.count("scheduled_task where sent_at is not null and task_id = '" + task.id() + "'"))
                .isOne();
        api.worker.end(task, new TaskOutcome.Succeeded(matches()));

        Answer job = api.get(url).hasStatus(200);

        assertThat(job.at("/kind")).isEqualTo("search");
        assertThat(job.at("/status")).isEqualTo("completed");
        assertThat(job.at("/results/0/matches/0/photo_id")).isEqualTo(PHOTO.toString());
        assertThat(job.json().at("/results/0").has("photo_id")).isFalse();
        String selfie = api.jdbc()
                .sql("select photo_id::text from job_item")
                .query(String.class)
                .single();
        api.get("/api/v1/photos/" + selfie).isProblem(404, "photo-not-found");
        api.get("/api/v1/photos/" + selfie + "/content").isProblem(404, "photo-not-found");
    }

    @Test
    void refusalsOfTheWorkerAreTheClientsToMend() {
        Answer noFace = ended(TaskFailure.refusal("NoFace", "there is no face in the selfie"));
        assertThat(noFace.isProblem(422, "no-face").at("/detail")).isEqualTo("there is no face in the selfie");
        ended(TaskFailure.refusal("UnreadablePhoto", "no pixels")).isProblem(422, "selfie-refused");
    }

    @Test
    void failuresOfTheWorkerTellNothingOfItsInside() {
        TaskFailure failure = TaskFailure.unexpected(new IllegalStateException("secret"));

        assertThat(ended(failure).isProblem(502, "search-failed").text()).doesNotContain("secret");
    }

    private Answer ended(TaskFailure failure) {
        CompletableFuture<Answer> search = api.postLater(SEARCH, selfie());
        api.worker.fail(api.worker.take(), failure);
        return search.join();
    }

    @Test
    void badSearchesAreRefusedAndLeaveNothing() {
        for (String[] option : new String[][] {
            {"threshold", "1.5"},
            {"threshold", "NaN"},
            {"threshold", "x"},
            {"top_k", "0"},
            {"top_k", "101"},
            {"wait", "61"},
            {"all_events", "true"},
            {"all_events", "perhaps"}
        }) {
            api.post(SEARCH, selfie().text(option[0], option[1])).isProblem(400, "invalid-parameter");
        }
        api.post(SEARCH, bare().text("event_id", " ")).isProblem(400, "invalid-parameter");
        api.post(SEARCH, selfie().file("file", "b.png", Pictures.png(64, 48))).isProblem(400, "too-many-files");
        api.post(SEARCH, new MultipartBody().photo("a.png", Pictures.png(64, 48)))
                .isProblem(400, "missing-file");
        api.post(
                        SEARCH,
                        new MultipartBody()
                                .file("file", "a.gif", Pictures.animatedGif())
                                .text("event_id", "e"))
                .isProblem(415, "unsupported-format");
        api.broker.cut();
        api.post(SEARCH, selfie()).isProblem(503, "queue-unavailable");

        assertThat(api.count("job")).isZero();
        assertThat(api.files()).isEmpty();
    }

    private static MultipartBody selfie() {
        return bare().text("event_id", "e");
    }

    private static MultipartBody bare() {
        return new MultipartBody().file("file", "me.png", Pictures.png(64, 48));
    }

    private static FaceMatches matches() {
        FaceMatches.Match match = new FaceMatches.Match(PHOTO, "e", "start.jpg", 0.75, new Box(1, 2, 3, 4));
        return new FaceMatches(1, 0.5, List.of(match), List.of(), List.of());
    }
}
