package dev.baton.worker.mood;

import dev.baton.internal.answer.SharedAnswers;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.models.mood.MoodModels;
import dev.baton.mood.MoodTasks;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which models are in place, all of them together, so that answers of earlier ones are not given again. */
@Component
final class ModelsVersion {
    private static final Logger log = LoggerFactory.getLogger(ModelsVersion.class);
    private static final int DIGITS = 12;

    private final MoodModels models;
    private final SharedAnswers answers;

    ModelsVersion(MoodModels models, SharedAnswers answers) {
        this.models = models;
        this.answers = answers;
    }

    /** Returns what stands for the models that are in place now. */
    String now() {
        String all = new TreeMap<>(models.versions()).toString();
        return DigestUtils.sha256Hex(all).substring(0, DIGITS);
    }

    /** Said again and again, since Redis may lose it, and models may change. */
    @Scheduled(fixedDelayString = "${baton.mood.version-interval:2s}")
    void tell() {
        try {
            answers.noteVersion(MoodTasks.PREDICT.name(), now());
        } catch (ResultStoreUnavailableException e) {
            log.debug("Nobody can be told now which models are in place", e);
        }
    }
}
