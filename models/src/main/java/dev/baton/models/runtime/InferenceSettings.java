package dev.baton.models.runtime;

/**
 * Where and how wide models run.
 *
 * @param useGpu whether to run on the GPU when there is one; without one the CPU is used, with a warning
 * @param gpuDevice number of the CUDA device
 * @param intraOpThreads threads within one operator of one run
 * @param interOpThreads threads across operators of one run
 */
public record InferenceSettings(boolean useGpu, int gpuDevice, int intraOpThreads, int interOpThreads) {
    public InferenceSettings {
        if (gpuDevice < 0) {
            throw new IllegalArgumentException("gpuDevice must not be negative, was " + gpuDevice);
        }
        if (intraOpThreads < 1 || interOpThreads < 1) {
            throw new IllegalArgumentException(
                    "thread counts must be positive, were " + intraOpThreads + " and " + interOpThreads);
        }
    }

    public static InferenceSettings defaults() {
        return new InferenceSettings(false, 0, 2, 1);
    }
}
