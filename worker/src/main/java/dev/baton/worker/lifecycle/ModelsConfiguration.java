package dev.baton.worker.lifecycle;

import dev.baton.gallery.FaceIndex;
import dev.baton.models.ModelRegistry;
import dev.baton.models.ModelSettings;
import dev.baton.models.runtime.InferenceSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the models before the first task is taken, and unloads them after the last. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {
    @Bean(destroyMethod = "close")
    ModelRegistry modelRegistry(ModelsSettings settings, FaceIndex faces) {
        ModelRegistry registry = ModelRegistry.load(ModelSettings.defaults()
                .withDirectory(settings.directory())
                .withPacks(settings.packs().toArray(String[]::new))
                .withAcceptLicence(settings.acceptLicence())
                .withReader(settings.reader())
                .withInference(new InferenceSettings(
                        settings.useGpu(),
                        settings.gpuDevice(),
                        settings.intraOpThreads(),
                        settings.interOpThreads())));
        registry.faceEmbedder().ifPresent(embedder -> faces.ensure(embedder.model(), embedder.dimension()));
        return registry;
    }
}
