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
 * @param directory the folder of the installed packs
 * @param packs the packs in order of preference: each role is filled by the first pack that has it
 * @param acceptLicence accept the licences of packs that demand it
 * @param reader the reader of bib numbers: {@code ctc}, {@code tesseract} or {@code both}
 * @param useGpu run the models on a CUDA device
 * @param gpuDevice the number of the CUDA device
 * @param intraOpThreads threads within one operation of ONNX Runtime; 0 lets it choose
 * @param interOpThreads threads across operations of ONNX Runtime
 * @param moodDirectory a folder of your own mood models, which go before the packs and may change while the worker runs
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
