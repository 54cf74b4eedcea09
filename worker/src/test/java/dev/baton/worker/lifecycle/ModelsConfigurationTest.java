package dev.baton.worker.lifecycle;

import dev.baton.models.ModelRegistry;
import dev.baton.models.ModelSettings;
import dev.baton.models.bib.ReaderChoice;
import dev.baton.models.mood.MoodModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ModelsConfigurationTest {
    @Test
    void theModelsOfPhotosAndOfMoodsAreCounted(@TempDir Path folder, CapturedOutput output) {
        ModelsSettings settings =
                new ModelsSettings(folder, List.of("starter"), false, ReaderChoice.CTC, false, 0, 1, 1, null);
        try (ModelRegistry photos = ModelRegistry.load(ModelSettings.defaults().withDirectory(folder));
                MoodModels moods = new ModelsConfiguration().moodModels(settings, photos)) {
            assertThat(photos.loaded()).hasSize(4);
            assertThat(moods.versions()).hasSize(9);
            assertThat(output).containsOnlyOnce("Model registry initialized with 13 models");
        }
    }
}
