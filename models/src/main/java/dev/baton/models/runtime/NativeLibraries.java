package dev.baton.models.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unpacks ONNX Runtime's libraries once for all processes; left alone it does so for each, and leaves them behind. */
final class NativeLibraries {
    private static final Logger log = LoggerFactory.getLogger(NativeLibraries.class);
    private static final String PATH = "onnxruntime.native.path";
    private static final Map<String, String> FOLDERS =
            Map.of("linux-x86_64", "linux-x64", "linux-arm64", "linux-aarch64");
    private static final List<String> FILES = List.of(
            "libonnxruntime.so",
            "libonnxruntime4j_jni.so",
            "libonnxruntime_providers_shared.so",
            "libonnxruntime_providers_cuda.so");

    private NativeLibraries() {}

    /** Points ONNX Runtime at the unpacked libraries. Call it before the first use of any of its classes. */
    static synchronized void unpack() {
        String folder = FOLDERS.get(Loader.getPlatform());
        if (folder == null || System.getProperty(PATH) != null) {
            return;
        }
        try {
            for (String file : FILES) {
                URL packed = OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + folder + "/" + file);
                File unpacked = packed == null ? null : Loader.cacheResource(packed);
                if (unpacked != null) {
                    System.setProperty(PATH, unpacked.getParent());
                }
            }
        } catch (IOException e) {
            log.warn("ONNX Runtime's libraries cannot be kept unpacked; they are unpacked for this process alone", e);
        }
    }
}
