package dev.baton.models.bib;

import com.sun.jna.Pointer;
import dev.baton.models.image.Box;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceFailedException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI.ETEXT_DESC;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessCancelFunc;
import net.sourceforge.tess4j.ITessAPI.TessOcrEngineMode;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI;
import org.bytedeco.opencv.opencv_core.Mat;

/** One instance of Tesseract. Any thread may call it; it reads one picture at a time. */
final class TextReader implements AutoCloseable {
    private static final int WORD = TessPageIteratorLevel.RIL_WORD;
    private static final int DOTS_PER_INCH = 150;

    private final TessAPI api = TesseractLibrary.load();
    private final TessBaseAPI handle = api.TessBaseAPICreate();
    private boolean closed;

    TextReader() {
        String data = TesseractLibrary.data().toString();
        if (api.TessBaseAPIInit2(handle, data, "eng", TessOcrEngineMode.OEM_LSTM_ONLY) != 0) {
            api.TessBaseAPIDelete(handle);
            throw new InferenceFailedException("Tesseract cannot use its language data in " + data);
        }
        set("debug_file", "/dev/null");
    }

    /** Reads 8-bit grey pixels that hold one line of text. */
    synchronized List<Token> read(Mat gray, Cancellation cancellation) {
        if (closed) {
            throw new InferenceFailedException("the text reader is closed");
        }
        cancellation.check();
        api.TessBaseAPISetPageSegMode(handle, TessPageSegMode.PSM_SINGLE_LINE);
        ByteBuffer pixels = gray.createBuffer();
        api.TessBaseAPISetImage(handle, pixels, gray.cols(), gray.rows(), 1, (int) gray.step());
        api.TessBaseAPISetSourceResolution(handle, DOTS_PER_INCH);
        try {
            recognize(cancellation);
            return tokens();
        } finally {
            api.TessBaseAPIClear(handle);
        }
    }

    private void recognize(Cancellation cancellation) {
        TessCancelFunc asked = (Pointer self, int words) -> cancellation.isCancelled();
        ETEXT_DESC monitor = api.TessMonitorCreate();
        try {
            api.TessMonitorSetCancelFunc(monitor, asked);
            int failed = api.TessBaseAPIRecognize(handle, monitor);
            cancellation.check();
            if (failed != 0) {
                throw new InferenceFailedException("Tesseract failed on a picture");
            }
        } finally {
            api.TessMonitorDelete(monitor);
            // The native side calls it until here.
            Reference.reachabilityFence(asked);
        }
    }

    private List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        TessResultIterator words = api.TessBaseAPIGetIterator(handle);
        if (words == null) {
            return tokens;
        }
        try {
            TessPageIterator places = api.TessResultIteratorGetPageIterator(words);
            do {
                token(words, places, tokens);
            } while (api.TessPageIteratorNext(places, WORD) != 0);
            return tokens;
        } finally {
            api.TessResultIteratorDelete(words);
        }
    }

    private void token(TessResultIterator words, TessPageIterator places, List<Token> tokens) {
        Pointer text = api.TessResultIteratorGetUTF8Text(words, WORD);
        if (text == null) {
            return;
        }
        String word = text.getString(0, "UTF-8").strip();
        api.TessDeleteText(text);
        IntBuffer left = IntBuffer.allocate(1);
        IntBuffer top = IntBuffer.allocate(1);
        IntBuffer right = IntBuffer.allocate(1);
        IntBuffer bottom = IntBuffer.allocate(1);
        api.TessPageIteratorBoundingBox(places, WORD, left, top, right, bottom);
        double confidence = Math.max(0, Math.min(1, api.TessResultIteratorConfidence(words, WORD) / 100.0));
        if (!word.isEmpty()) {
            tokens.add(new Token(word, confidence, new Box(left.get(0), top.get(0), right.get(0), bottom.get(0))));
        }
    }

    private void set(String variable, String value) {
        if (api.TessBaseAPISetVariable(handle, variable, value) == 0) {
            throw new InferenceFailedException("Tesseract does not know the variable " + variable);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            api.TessBaseAPIEnd(handle);
            api.TessBaseAPIDelete(handle);
        }
    }
}
