package dev.baton.models.bib;

import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import net.sourceforge.tess4j.TessAPI;
import net.sourceforge.tess4j.util.LoadLibs;
import org.bytedeco.javacpp.Loader;

/**
 * Tesseract's native libraries and English language data, unpacked once from the class path into JavaCPP's cache
 * ({@code org.bytedeco.javacpp.cachedir}). This build of Tesseract starts no threads of its own.
 */
final class TesseractLibrary {
    static final String DATA_FILE = "eng.traineddata";

    private TesseractLibrary() {}

    static TessAPI load() {
        File leptonica = unpack("/org/bytedeco/leptonica/" + Loader.getPlatform() + "/libleptonica.so.6");
        File tesseract = unpack("/org/bytedeco/tesseract/" + Loader.getPlatform() + "/libtesseract.so.5.5");
        // Tesseract names Leptonica but not where it lies: one that is already loaded is found by its name.
        System.load(leptonica.getAbsolutePath());
        NativeLibrary.addSearchPath("leptonica", leptonica.getParent());
        NativeLibrary.addSearchPath("tesseract", tesseract.getParent());
        return LoadLibs.getTessAPIInstance();
    }

    /** The directory with the language data. */
    static Path data() {
        return unpack("/tessdata/" + DATA_FILE).toPath().toAbsolutePath().resolveSibling("");
    }

    private static File unpack(String resource) {
        try {
            File file = Loader.cacheResource(TesseractLibrary.class, resource);
            if (file == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be unpacked", e);
        }
    }
}
