package dev.baton.models.mood;

import dev.baton.models.catalog.Decoder;
import dev.baton.models.catalog.InstalledModel;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceSettings;
import dev.baton.models.runtime.Onnx;
import dev.baton.models.tree.LightGbmText;
import dev.baton.models.tree.TestTrees;
import dev.baton.models.tree.TreeEnsemble;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MoodModelsTest {
    private static final Map<String, Double> TIRED = Map.of("sleep", 7.0, "energy", 1.0);
    private static final InferenceEngine ENGINE = new InferenceEngine(InferenceSettings.defaults());

    @AutoClose("shutdownNow")
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private MoodPack pack;

    @BeforeEach
    void twoModels(@TempDir Path folder) {
        pack = new MoodPack(folder)
                .model(ModelRole.RELAPSE_RISK, "lightgbm", TestTrees.lightGbm(-1.0), "yes")
                .model(ModelRole.MANIA_EPISODE, "xgboost", TestTrees.xgboost("0.1"), "yes")
                .write();
    }

    private MoodModels load() {
        return MoodModels.load(List.of(ModelFolder.in(pack.folder())), ENGINE);
    }

    private static double tired(MoodModels models) {
        return models.trees(ModelRole.RELAPSE_RISK).orElseThrow().probabilities(TIRED, Cancellation.none())[0];
    }

    @Test
    void bothTreeFormatsAreLoadedAndSayTheirVersion() {
        try (MoodModels models = load()) {
            assertThat(models.versions()).containsOnlyKeys(ModelRole.RELAPSE_RISK, ModelRole.MANIA_EPISODE);
            assertThat(models.versions().get(ModelRole.RELAPSE_RISK)).startsWith("relapse-risk.txt@");
            assertThat(models.bad()).isEmpty();
            assertThat(tired(models)).isBetween(0.26, 0.27);
        }
    }

    @Test
    void aFolderThatIsEmptyLeavesEveryRoleEmpty(@TempDir Path empty) {
        try (MoodModels models = MoodModels.load(List.of(ModelFolder.in(empty)), ENGINE)) {
            assertThat(models.versions()).isEmpty();
            assertThat(models.bad()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNotThePinnedOneIsNamedAndTheOthersAreUsed() {
        pack.damage(ModelRole.MANIA_EPISODE);

        try (MoodModels models = load()) {
            assertThat(models.versions()).containsOnlyKeys(ModelRole.RELAPSE_RISK);
            assertThat(models.bad()).singleElement().satisfies(bad -> {
                assertThat(bad.role()).isEqualTo(ModelRole.MANIA_EPISODE);
                assertThat(bad.file()).isEqualTo("mania-episode.txt");
                assertThat(bad.reason()).contains("SHA-256");
            });
        }
    }

    /** Such a tree overflowed the stack of a reader that called itself. */
    @Test
    void aTreeOfTwentyThousandLevelsIsRead() {
        byte[] deep = TestTrees.deepXgboost(20_000).getBytes(StandardCharsets.UTF_8);
        pack.model(ModelRole.MANIA_EPISODE, "xgboost", deep, "yes").write();

        try (MoodModels models = load()) {
            assertThat(models.bad()).isEmpty();
            assertThat(models.versions()).containsOnlyKeys(ModelRole.RELAPSE_RISK, ModelRole.MANIA_EPISODE);
        }
    }

    @Test
    void anErrorOverOneFileIsThatFilesFailureAlone() {
        List<ModelFolder> folders = List.of(ModelFolder.in(pack.folder()));

        try (MoodModels models = MoodModels.load(folders, ENGINE, MoodModelsTest::readButNotXgboost)) {
            assertThat(models.versions()).containsOnlyKeys(ModelRole.RELAPSE_RISK);
            assertThat(models.bad()).singleElement().satisfies(bad -> {
                assertThat(bad.role()).isEqualTo(ModelRole.MANIA_EPISODE);
                assertThat(bad.reason()).contains("OutOfMemoryError");
            });
        }
    }

    private static TreeEnsemble readButNotXgboost(InstalledModel installed) {
        if (installed.manifest().decoder() == Decoder.XGBOOST) {
            throw new OutOfMemoryError("no room");
        }
        return LightGbmText.read(MoodPack.bytes(installed.content()));
    }

    @Test
    void aModelThatGivesOtherThanItsRoleNeedsIsRefused() {
        pack.model(ModelRole.RELAPSE_RISK, "lightgbm", TestTrees.lightGbm(-1.0), "yes", "no")
                .model(ModelRole.MANIA_EPISODE, "xgboost", twoTargets(), "yes")
                .model(ModelRole.MOOD_STATE, "xgboost", TestTrees.xgboost("0.1"), "low")
                .model(ModelRole.DEPRESSION_EPISODE, "xgboost", twoTargets(), "one", "other")
                .model(ModelRole.ACTIVITY_EPISODES, "activity", MoodPack.bytes(activity("Relu")), "x", "y")
                .write();

        try (MoodModels models = load()) {
            assertThat(models.versions()).isEmpty();
            assertThat(models.bad())
                    .hasSize(5)
                    .allSatisfy(bad -> assertThat(bad.reason()).contains("labels"));
        }
    }

    private static byte[] twoTargets() {
        return new String(TestTrees.xgboost("0.1"), StandardCharsets.UTF_8)
                .replace("\"num_target\": \"1\"", "\"num_target\": \"2\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aNewVersionThatCannotBeReadLeavesTheOldOneInPlace() {
        try (MoodModels models = load()) {
            pack.model(ModelRole.RELAPSE_RISK, "lightgbm", new byte[] {1, 2}, "yes")
                    .write();

            assertThat(models.refresh()).isFalse();
            assertThat(models.bad()).extracting(BadModel::role).containsExactly(ModelRole.RELAPSE_RISK);
            assertThat(tired(models)).isBetween(0.26, 0.27);

            pack.model(ModelRole.RELAPSE_RISK, "lightgbm", TestTrees.lightGbm(0.0), "yes")
                    .write();

            assertThat(models.refresh()).isTrue();
            assertThat(models.bad()).isEmpty();
            assertThat(tired(models)).isEqualTo(0.5);
        }
    }

    @Test
    void noRequestIsLostWhileVersionsAreSwapped() throws Exception {
        byte[] one = MoodPack.bytes(activity("Relu"));
        byte[] other = MoodPack.bytes(activity("Abs"));
        pack.model(ModelRole.ACTIVITY_EPISODES, "activity", one, "x").write();
        try (MoodModels models = load()) {
            AtomicBoolean enough = new AtomicBoolean();
            List<Future<Integer>> answered = new ArrayList<>();
            for (int client = 0; client < 3; client++) {
                answered.add(threads.submit((Callable<Integer>) () -> {
                    int count = 0;
                    while (!enough.get()) {
                        assertThat(tired(models)).isIn(1 / (1 + Math.exp(1)), 0.5);
                        assertThat(models.withActivity(model -> model.onnx().name()))
                                .isPresent();
                        assertThat(models.withActivity(MoodModelsTest::asked)).hasValue(1.0);
                        count++;
                    }
                    return count;
                }));
            }
            for (int swap = 0; swap < 20; swap++) {
                pack.model(ModelRole.RELAPSE_RISK, "lightgbm", TestTrees.lightGbm(swap % 2 - 1.0), "yes")
                        .model(ModelRole.ACTIVITY_EPISODES, "activity", swap % 2 == 0 ? other : one, "x")
                        .write();
                models.refresh();
            }
            enough.set(true);
            for (Future<Integer> client : answered) {
                assertThat(client.get()).isPositive();
            }
            assertThat(models.bad()).isEmpty();
        }
    }

    /** A network that gives the greatest of the week's minutes, one or none. */
    private static ByteBuffer activity(String operator) {
        return new Onnx()
                .input("x", 1, ActivityModel.MINUTES)
                .node(operator, "t", "x")
                .node("ReduceMax", new Onnx.Attributes().integers("axes", 1), "y", "t")
                .output("y", 1, 1)
                .model();
    }

    private static double asked(ActivityModel model) {
        double[] minutes = new double[ActivityModel.MINUTES];
        minutes[5] = 1;
        return model.probabilities(minutes, Cancellation.none())[0];
    }
}
