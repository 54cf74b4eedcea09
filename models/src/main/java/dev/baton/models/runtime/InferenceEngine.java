package dev.baton.models.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads models onto the GPU when one is asked for and there, else onto the CPU. Any thread may call it. */
public final class InferenceEngine {
    private static final Logger log = LoggerFactory.getLogger(InferenceEngine.class);

    private final InferenceSettings settings;
    private final OrtEnvironment environment;
    private final Provider preferred;

    public InferenceEngine(InferenceSettings settings) {
        NativeLibraries.unpack();
        this.settings = settings;
        this.environment = OrtEnvironment.getEnvironment();
        this.preferred = preferred(settings);
    }

    /** Loads a model from its content, best a memory-mapped file: what was verified is what is loaded. */
    public OnnxModel load(String name, ByteBuffer content) {
        ByteBuffer direct = content.isDirect() ? content : copied(content);
        return load(name, options -> environment.createSession(direct, options));
    }

    private OnnxModel load(String name, SessionSource source) {
        if (preferred == Provider.CUDA) {
            try {
                return open(name, source, Provider.CUDA);
            } catch (OrtException e) {
                log.warn("Model {} cannot run on CUDA device {}, using the CPU", name, settings.gpuDevice(), e);
            }
        }
        try {
            return open(name, source, Provider.CPU);
        } catch (OrtException e) {
            throw new InferenceFailedException("model " + name + " cannot be loaded", e);
        }
    }

    private static ByteBuffer copied(ByteBuffer content) {
        ByteBuffer direct = ByteBuffer.allocateDirect(content.remaining());
        return direct.put(content.duplicate()).flip();
    }

    private OnnxModel open(String name, SessionSource source, Provider provider) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            configure(options, provider);
            return new OnnxModel(name, environment, source.open(options), provider);
        }
    }

    void configure(OrtSession.SessionOptions options, Provider provider) throws OrtException {
        options.setIntraOpNumThreads(settings.intraOpThreads());
        options.setInterOpNumThreads(settings.interOpThreads());
        // Threads that spin between runs take the processor from the other slots of this worker.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        if (provider == Provider.CUDA) {
            options.addCUDA(settings.gpuDevice());
        }
    }

    private static Provider preferred(InferenceSettings settings) {
        if (!settings.useGpu()) {
            return Provider.CPU;
        }
        if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return Provider.CUDA;
        }
        log.warn("A GPU was asked for, but this build of ONNX Runtime has no CUDA: using the CPU");
        return Provider.CPU;
    }

    @FunctionalInterface
    private interface SessionSource {
        OrtSession open(OrtSession.SessionOptions options) throws OrtException;
    }
}
