package dev.baton.worker.lifecycle;

import dev.baton.gallery.FaceIndex;
import dev.baton.models.ModelRegistry;
import dev.baton.models.ModelSettings;
import dev.baton.models.mood.ModelFolder;
import dev.baton.models.mood.MoodModels;
import dev.baton.models.runtime.InferenceEngine;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the models before the first task is taken, and unloads them after the last. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ModelsConfiguration.class);

    @Bean(destroyMethod = "close")
    ModelRegistry modelRegistry(ModelsSettings settings, FaceIndex faces) {
        ModelRegistry registry = ModelRegistry.load(ModelSettings.defaults()
                .withDirectory(settings.directory())
                .withPacks(settings.packs().toArray(String[]::new))
                .withAcceptLicence(settings.acceptLicence())
                .withReader(settings.reader())
                .withInference(settings.inference()));
        registry.faceEmbedder().ifPresent(embedder -> faces.ensure(embedder.model(), embedder.dimension()));
        return registry;
    }

    /** Models that are missing leave their predictions to rules, so a worker starts without any. */
    @Bean(destroyMethod = "close")
    MoodModels moodModels(ModelsSettings settings, ModelRegistry registry) {
        List<ModelFolder> folders = new ArrayList<>();
        if (settings.moodDirectory() != null) {
            folders.add(ModelFolder.in(settings.moodDirectory()));
        }
        if (!settings.packs().isEmpty()) {
            folders.add(ModelFolder.bundled(settings.directory(), settings.packs()));
        }
        MoodModels moods = MoodModels.load(folders, new InferenceEngine(settings.inference()));
        int loaded = registry.loaded().size() + moods.versions().size();
        log.info("Model registry initialized with {} models", loaded);
        return moods;
    }
}
