package dev.baton.worker;

import dev.baton.internal.celery.Json;
import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.store.PhotoStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Real photos of three people: each selfie must find its person's photos. */
@EnabledIf(value = SharedData.PRESENT, disabledReason = SharedData.WHY)
@RequiresServices
class FaceSearchIT {
    @TempDir
    private static Path folder;

    private static WorkerFixture worker;

    @BeforeAll
    static void start() throws IOException {
        LabPack.install(SharedData.models().orElseThrow(), folder.resolve("models"));
        worker = new WorkerFixture(folder, Map.of("baton.models.packs", "lab", "baton.models.accept-licence", "true"));
        List<TaskId> tasks = portraits().stream().map(FaceSearchIT::analyze).toList();
        assertThat(tasks).allMatch(task -> worker.awaitEnd(task).state() == TaskState.SUCCESS);
    }

    @AfterAll
    static void stop() {
        if (worker != null) {
            worker.close();
        }
    }

    // 001_A.jpg shows person A; 010_2.jpg and the like show groups.
    private static List<Path> portraits() throws IOException {
        try (Stream<Path> photos = Files.list(SharedData.folder().resolve("photos"))) {
            return photos.filter(photo -> photo.getFileName().toString().matches("\\d+_[A-C]\\.jpg"))
                    .sorted()
                    .toList();
        }
    }

    private static String personIn(String fileName) {
        return fileName.replaceAll("\\d+_([A-C])\\.jpg", "$1");
    }

    private static TaskId analyze(Path photo) {
        TaskId id = TaskId.random();
        Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();
        kwargs.put("photo", Map.of("key", stored(photo)));
        kwargs.put("analyses", List.of("faces"));
        kwargs.put("file_name", photo.getFileName().toString());
        kwargs.put("event_id", "portraits");
        worker.publish(TaskRequest.of(id, PhotoTasks.ANALYZE.name(), kwargs));
        return id;
    }

    private static String stored(Path photo) {
        try {
            return worker.storePhoto(Files.readAllBytes(photo));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FaceMatches search(String key, Map<String, Object> conditions) {
        TaskId id = TaskId.random();
        Map<String, @Nullable Object> kwargs = new LinkedHashMap<>(conditions);
        kwargs.put("selfie", Map.of("key", key));
        worker.publish(TaskRequest.of(id, PhotoTasks.SEARCH.name(), kwargs).withPriority(PhotoTasks.SEARCH_PRIORITY));
        TaskSnapshot ended = worker.awaitEnd(id);
        assertThat(ended.failure()).isNull();
        return Json.convert(ended.result(), FaceMatches.class);
    }

    @Test
    void everySelfieFindsItsPersonBeforeAnybodyElse() throws IOException {
        List<Path> portraits = portraits();
        for (Path selfie : portraits) {
            String person = personIn(selfie.getFileName().toString());
            Set<String> theirs = portraits.stream()
                    .map(photo -> photo.getFileName().toString())
                    .filter(name -> personIn(name).equals(person))
                    .collect(Collectors.toSet());

            List<FaceMatches.Match> matches =
                    search(stored(selfie), Map.of("threshold", -1.0)).matches();

            assertThat(matches.stream().limit(theirs.size()).map(FaceMatches.Match::fileName))
                    .as("the first matches of %s", selfie.getFileName())
                    .containsExactlyInAnyOrderElementsOf(theirs);
            assertThat(matches.get(0).similarity()).isGreaterThan(0.999);
        }
    }

    @Test
    void theUsualThresholdLeavesStrangersOut() throws IOException {
        Path selfie = portraits().get(0);

        FaceMatches found = search(stored(selfie), Map.of());

        assertThat(found.matches())
                .isNotEmpty()
                .allMatch(match -> personIn(String.valueOf(match.fileName()))
                        .equals(personIn(selfie.getFileName().toString())));
    }

    @Test
    void anEventWithoutTheFaceHasNoMatchAndTopKIsKept() throws IOException {
        String selfie = stored(portraits().get(0));
        String again = stored(portraits().get(0));

        assertThat(search(selfie, Map.of("event_id", "elsewhere")).matches()).isEmpty();
        assertThat(search(again, Map.of("event_id", "portraits", "top_k", 2)).matches())
                .hasSize(2);
    }

    @Test
    void theSelfieIsForgotten() throws IOException {
        String key = stored(portraits().get(0));
        long photos = worker.count("photo");

        search(key, Map.of());

        // Once its result is told: a worker that dies before that must read it again.
        Patience.await()
                .untilAsserted(() -> assertThatThrownBy(
                                () -> worker.bean(PhotoStore.class).get(key))
                        .hasMessageContaining("no photo"));
        assertThat(worker.count("photo")).isEqualTo(photos);
    }

    @Test
    void aSelfieWithoutAFaceIsRefused() {
        TaskId id = TaskId.random();

        worker.publish(TaskRequest.of(
                id,
                PhotoTasks.SEARCH.name(),
                Map.of("selfie", Map.of("key", worker.storePhoto(WorkerFixture.plate("9"))))));

        assertThat(worker.awaitEnd(id).failure().type()).isEqualTo("NoFace");
    }

    @Test
    void theSearchUsesTheIndexOfItsModel() {
        String plan = String.join(
                "\n",
                worker.bean(JdbcClient.class)
                        .sql("select indexdef from pg_indexes where tablename = 'face' and indexdef like '%hnsw%'")
                        .query(String.class)
                        .list());

        assertThat(plan).contains("vector_cosine_ops").contains("vector(128)").contains("WHERE (model = ");
    }
}
