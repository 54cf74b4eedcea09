package dev.baton.models.mood;

import dev.baton.models.catalog.InstalledModel;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.mood.ModelFolder.Offer;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.OnnxModel;
import dev.baton.models.tree.LightGbmText;
import dev.baton.models.tree.TreeEnsemble;
import dev.baton.models.tree.XgboostJson;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of moods that are ready. They are loaded once, side by side; a bad file is named and leaves its role empty, or to the
 * version that it was to replace. {@link #refresh} swaps versions while requests run: each ends with the model that it began with.
 */
public final class MoodModels implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MoodModels.class);
    private static final Set<ModelRole> TREES = EnumSet.range(ModelRole.MOOD_STATE, ModelRole.MANIA_EPISODE);
    private static final Set<ModelRole> ROLES = EnumSet.range(ModelRole.MOOD_STATE, ModelRole.ACTIVITY_EPISODES);

    private final List<ModelFolder> folders;
    private final InferenceEngine engine;
    private final Function<InstalledModel, TreeEnsemble> reader;
    private final ConcurrentMap<ModelRole, TreeModel> trees = new ConcurrentHashMap<>();
    private final ConcurrentMap<ModelRole, BadModel> bad = new ConcurrentHashMap<>();
    private volatile @Nullable ActivityModel activity;

    private MoodModels(
            List<ModelFolder> folders, InferenceEngine engine, Function<InstalledModel, TreeEnsemble> reader) {
        this.folders = List.copyOf(folders);
        this.engine = engine;
        this.reader = reader;
    }

    /** Loads the models of {@code folders}; the first that offers a role has it. */
    public static MoodModels load(List<ModelFolder> folders, InferenceEngine engine) {
        return load(folders, engine, MoodModels::ensemble);
    }

    static MoodModels load(
            List<ModelFolder> folders, InferenceEngine engine, Function<InstalledModel, TreeEnsemble> reader) {
        MoodModels models = new MoodModels(folders, engine, reader);
        models.refresh();
        log.info("Mood models: {}", models.versions());
        return models;
    }

    /** Loads what the folders offer by now and is not loaded yet, and returns whether any version has changed. */
    public synchronized boolean refresh() {
        Map<ModelRole, String> before = versions();
        ROLES.parallelStream().forEach(this::refresh);
        return !before.equals(versions());
    }

    private void refresh(ModelRole role) {
        Offer offer = null;
        try {
            offer = folders.stream()
                    .flatMap(folder -> folder.offer(role).stream())
                    .findFirst()
                    .orElse(null);
            if (offer != null && !offer.version().equals(versions().get(role))) {
                load(role, offer.open());
            }
            bad.remove(role);
        } catch (RuntimeException | Error e) {
            // Whatever a file from outside does to its reader, the other roles have their models.
            String reason = e instanceof Error ? e.toString() : String.valueOf(e.getMessage());
            BadModel named = new BadModel(
                    role, offer == null ? "a manifest" : offer.model().file(), reason);
            if (!named.equals(bad.put(role, named))) {
                log.warn("The {} model {} cannot be used: {}", role, named.file(), named.reason());
            }
        }
    }

    private void load(ModelRole role, InstalledModel installed) {
        ModelManifest manifest = installed.manifest();
        List<String> labels = manifest.requireClassification().labels();
        if (TREES.contains(role)) {
            requireLabels(role, labels);
            trees.put(role, new TreeModel(manifest.id(), labels, reader.apply(installed)));
            return;
        }
        ActivityModel former = activity;
        activity = activity(manifest, labels, engine.load(manifest.file(), installed.content()));
        if (former != null) {
            former.close();
        }
    }

    private static void requireLabels(ModelRole role, List<String> labels) {
        boolean several = role == ModelRole.MOOD_STATE;
        if (several != labels.size() > 1) {
            throw new IllegalArgumentException("a model of " + role + (several ? " tells states" : " is asked for one")
                    + ", but its labels are " + labels);
        }
    }

    private static ActivityModel activity(ModelManifest manifest, List<String> labels, OnnxModel onnx) {
        try {
            return new ActivityModel(manifest.id(), labels, onnx);
        } catch (RuntimeException e) {
            onnx.close();
            throw e;
        }
    }

    private static TreeEnsemble ensemble(InstalledModel installed) {
        byte[] content = new byte[installed.content().remaining()];
        installed.content().duplicate().get(content);
        return switch (installed.manifest().decoder()) {
            case LIGHTGBM -> LightGbmText.read(content);
            case XGBOOST -> XgboostJson.read(content);
            default ->
                throw new IllegalArgumentException("trees are read as lightgbm or xgboost, not as "
                        + installed.manifest().decoder());
        };
    }

    /** Returns the trees that have {@code role} now. Who holds them may go on with them after a swap. */
    public Optional<TreeModel> trees(ModelRole role) {
        return Optional.ofNullable(trees.get(role));
    }

    /** Asks the activity model that is in place now, if there is one; what is under way ends before a swap closes its model. */
    public <T> Optional<T> withActivity(Function<ActivityModel, T> question) {
        ActivityModel model = activity;
        while (model != null) {
            try {
                return Optional.of(question.apply(model));
            } catch (InferenceFailedException e) {
                ActivityModel other = activity;
                if (model.equals(other)) {
                    throw e;
                }
                model = other; // It was swapped between being taken and being asked.
            }
        }
        return Optional.empty();
    }

    /** Returns the version of each role's model. */
    public Map<ModelRole, String> versions() {
        Map<ModelRole, String> versions = trees.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().version()));
        ActivityModel model = activity;
        if (model != null) {
            versions.put(ModelRole.ACTIVITY_EPISODES, model.version());
        }
        return versions;
    }

    /** Returns the files that could not be loaded. */
    public List<BadModel> bad() {
        return List.copyOf(bad.values());
    }

    @Override
    public synchronized void close() {
        ActivityModel model = activity;
        activity = null;
        if (model != null) {
            model.close();
        }
    }
}
