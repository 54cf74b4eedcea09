package dev.baton.worker.lifecycle;

import dev.baton.models.bib.ReaderChoice;
import dev.baton.models.runtime.InferenceSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which models a worker loads, and how it runs them.
 *
 * @param directory where installed packs lie
 * @param packs by name; for each role the first pack that has it is taken
 * @param acceptLicence that the packs' licences were read and are accepted, for those that demand it
 * @param reader what reads the numbers of detected bibs
 * @param intraOpThreads how many threads one operation may use
 * @param moodDirectory packs of mood models of one's own, which come before {@code packs} and may be changed while the worker runs
 */
@ConfigurationProperties("baton.models")
record ModelsSettings(
        @DefaultValue(".baton/models") Path directory,
        @DefaultValue("starter") List<String> packs,
        @DefaultValue("false") boolean acceptLicence,
        @DefaultValue("ctc") ReaderChoice reader,
        @DefaultValue("false") boolean useGpu,
        @DefaultValue("0") int gpuDevice,
        @DefaultValue("2") int intraOpThreads,
        @DefaultValue("1") int interOpThreads,
        @Nullable Path moodDirectory) {

    InferenceSettings inference() {
        return new InferenceSettings(useGpu, gpuDevice, intraOpThreads, interOpThreads);
    }
}
