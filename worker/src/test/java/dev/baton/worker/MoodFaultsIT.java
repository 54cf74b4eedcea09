package dev.baton.worker;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.celery.Json;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.catalog.PackManifest;
import dev.baton.models.mood.BadModel;
import dev.baton.models.mood.MoodModels;
import dev.baton.models.mood.MoodPack;
import dev.baton.models.runtime.Onnx;
import dev.baton.models.runtime.Onnx.Attributes;
import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.mood.Prediction;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.ensemble.EnsemblePrediction;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.RequiresServices;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What clients hear while an operator's models are damaged, swapped or slow. */
@RequiresServices
class MoodFaultsIT {
    private static final String[] EPISODES = {"depression", "hypomania", "mania"};
    private static final CheckIn CHECK_IN = new CheckIn(
            null,
            LocalDate.of(2026, 1, 31),
            Map.of("hoursSlept", 5.0, "sleepQuality", 3.0),
            Map.of("depressedMood", 7.0, "energyLevel", 2.0, "anxietyStress", 5.0),
            null,
            null,
            null,
            Map.of("medicationAdherence", 1.0));

    @TempDir
    private Path folder;

    private WorkerFixture worker;
    private MoodPack pack;
    private byte[] relapse;

    @BeforeEach
    void packOfOnesOwn() {
        pack = new MoodPack(folder.resolve("moods"));
        relapse = starterModel(ModelRole.RELAPSE_RISK);
    }

    @AfterEach
    void stop() {
        if (worker != null) {
            worker.close();
        }
    }

    private void start() {
        worker = new WorkerFixture(
                folder,
                Map.of(
                        "baton.models.packs", "starter",
                        "baton.models.mood-directory", pack.folder().toString(),
                        "baton.models.refresh-interval", "100ms",
                        "baton.mood.inference-timeout", "1s"));
    }

    private byte[] starterModel(ModelRole role) {
        PackCatalog catalog = PackCatalog.bundled();
        PackManifest starter = catalog.find("starter").orElseThrow();
        return MoodPack.bytes(new ModelStore(folder, catalog)
                .open(starter, starter.model(role).orElseThrow())
                .orElseThrow()
                .content());
    }

    /** The same trees, as another file. */
    private byte[] version(int number) {
        return (new String(relapse, StandardCharsets.UTF_8) + "\n".repeat(number)).getBytes(StandardCharsets.UTF_8);
    }

    private void install(byte[] content) {
        pack.model(ModelRole.RELAPSE_RISK, "lightgbm", content, "relapse").write();
    }

    private TaskId send(String task, Record input) {
        TaskId id = TaskId.random();
        worker.bean(TaskPublisher.class)
                .publish(
                        new TaskQueue(MoodTasks.QUEUE),
                        List.of(TaskRequest.of(id, task, ArgumentBinder.toKwargs(input))));
        return id;
    }

    private TaskId sendPrediction() {
        return send(MoodTasks.PREDICT.name(), new PredictMood(List.of(CHECK_IN), List.of(), 3, 0));
    }

    private MoodPredictions predicted(TaskId id) {
        TaskSnapshot end = worker.awaitEnd(id);
        assertThat(end.failure()).isNull();
        return Json.convert(end.result(), MoodPredictions.class);
    }

    private MoodPredictions predict() {
        return predicted(sendPrediction());
    }

    private static Prediction relapse(MoodPredictions all) {
        return all.predictions().stream()
                .filter(one -> one.type().equals(PredictionType.RELAPSE_RISK.wireName()))
                .findFirst()
                .orElseThrow();
    }

    private String inPlace() {
        return worker.bean(MoodModels.class).versions().get(ModelRole.RELAPSE_RISK);
    }

    @Test
    void aDamagedFileLeavesItsTypeToARuleAndTheOthersToTheirModelsUntilItIsMended() {
        install(relapse);
        pack.damage(ModelRole.RELAPSE_RISK);
        start();

        assertThat(worker.bean(MoodModels.class).bad())
                .extracting(BadModel::role)
                .containsExactly(ModelRole.RELAPSE_RISK);
        assertThat(predict().predictions())
                .allSatisfy(one -> assertThat(one.method())
                        .as(one.type())
                        .isEqualTo(one.type().equals("relapse_risk") ? "heuristic" : "model"));

        install(relapse);

        await().until(() -> inPlace() != null);
        assertThat(relapse(predict()).method()).isEqualTo("model");
    }

    @Test
    void aNewVersionThatIsDamagedLeavesTheOldOneAtWork() {
        install(version(1));
        start();
        String old = inPlace();
        install(version(2));
        pack.damage(ModelRole.RELAPSE_RISK);

        await().until(() -> !worker.bean(MoodModels.class).bad().isEmpty());

        assertThat(relapse(predict()).modelVersion()).isEqualTo(old);
    }

    @Test
    void versionsAreSwappedWithoutDroppingARequest() {
        install(version(0));
        start();
        Set<String> versions = new HashSet<>();
        for (int number = 1; number <= 5; number++) {
            List<TaskId> during =
                    Stream.generate(this::sendPrediction).limit(20).toList();
            String before = inPlace();
            install(version(number));
            List<TaskId> after = Stream.generate(this::sendPrediction).limit(20).toList();
            await().until(() -> !inPlace().equals(before));
            Stream.concat(during.stream(), after.stream()).forEach(id -> {
                Prediction one = relapse(predicted(id));
                assertThat(one.method()).isEqualTo("model");
                versions.add(one.modelVersion());
            });
            assertThat(relapse(predict()).modelVersion()).isEqualTo(inPlace());
        }
        assertThat(versions).hasSizeGreaterThan(1);
    }

    @Test
    void aSlowMemberIsReallyEndedAndTheOtherOneAnswers() {
        activity(slow());
        start();

        EnsemblePrediction found = ensemble();

        assertThat(found.missing()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("activity");
            assertThat(one.reason()).isEqualTo("took longer than 1.0s and was ended");
        });
        assertThat(found.members())
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("sleep"));
        // A swap waits for what its model still computes, so it comes to an end only if nothing does.
        activity(quick());
        await().until(() -> ensemble().missing().isEmpty());
    }

    private EnsemblePrediction ensemble() {
        List<Double> week = IntStream.range(0, EnsembleMood.MINUTES)
                .mapToObj(minute -> 1.0 + minute % 7)
                .toList();
        EnsembleMood input = new EnsembleMood(sleepFeatures(), null, week);
        TaskSnapshot end = worker.awaitEnd(send(MoodTasks.ENSEMBLE.name(), input));
        assertThat(end.failure()).isNull();
        return Json.convert(end.result(), EnsemblePrediction.class);
    }

    private Map<String, Double> sleepFeatures() {
        return worker.bean(MoodModels.class).trees(ModelRole.MANIA_EPISODE).orElseThrow().trees().names().stream()
                .collect(Collectors.toMap(name -> name, name -> 1.0));
    }

    private void activity(Onnx network) {
        ByteBuffer file = network.node("ReduceMax", new Attributes().integers("axes", 1), "greatest", "t")
                .node("Sigmoid", "one", "greatest")
                .node("Concat", new Attributes().integer("axis", 1), "y", "one", "one", "one")
                .output("y", 1, EPISODES.length)
                .model();
        pack.model(ModelRole.ACTIVITY_EPISODES, "activity", MoodPack.bytes(file), EPISODES)
                .write();
    }

    private static Onnx quick() {
        return week().node("Relu", "t", "x");
    }

    /** Sines of sines of a thousand weeks: minutes of work. */
    private static Onnx slow() {
        Onnx network = week().constant("times", 1L, 1000L).node("Tile", "t0", "x", "times");
        int length = 3000;
        for (int at = 0; at < length; at++) {
            network.node("Sin", at == length - 1 ? "t" : "t" + (at + 1), "t" + at);
        }
        return network;
    }

    private static Onnx week() {
        return new Onnx().input("x", 1, EnsembleMood.MINUTES);
    }
}
