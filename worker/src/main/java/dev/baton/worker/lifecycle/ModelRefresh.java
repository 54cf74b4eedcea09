package dev.baton.worker.lifecycle;

import dev.baton.models.mood.MoodModels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Puts mood models in place that were changed while the worker runs. */
@Component
final class ModelRefresh {
    private static final Logger log = LoggerFactory.getLogger(ModelRefresh.class);

    private final MoodModels models;
    private final boolean mayChange;

    ModelRefresh(MoodModels models, ModelsSettings settings) {
        this.models = models;
        this.mayChange = settings.moodDirectory() != null;
    }

    @Scheduled(fixedDelayString = "${baton.models.refresh-interval:10s}")
    void refresh() {
        if (mayChange && models.refresh()) {
            log.info("Mood models: {}", models.versions());
        }
    }
}
