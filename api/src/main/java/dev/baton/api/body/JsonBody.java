package dev.baton.api.body;

import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.UnreadBodies;
import dev.baton.internal.celery.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * The JSON object that a request carries. NaN, which
 * JSON does not know but some clients write, is read, too, for its field to be named.
 */
public final class JsonBody {
    private static final Logger log = LoggerFactory.getLogger(JsonBody.class);
    private static final int MAX_BYTES = 1 << 20;

    private JsonBody() {}

    /** Returns the object, which has at most 1 MiB. */
    public static Map<String, Object> read(HttpServletRequest request) {
        try {
            byte[] content = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw ProblemType.REQUEST_TOO_LARGE.because("the body may have " + MAX_BYTES + " bytes");
            }
            return objectIn(text(content));
        } catch (CharacterCodingException e) {
            log.debug("A body is no text", e);
            throw ProblemType.INVALID_REQUEST.because("the body is not UTF-8, as JSON must be");
        } catch (IOException e) {
            throw UnreadBodies.problemOf(e);
        }
    }

    private static String text(byte[] content) throws CharacterCodingException {
        // A new decoder refuses what is not UTF-8; the constructor of String would replace it.
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }

    private static Map<String, Object> objectIn(String text) {
        Map<String, Object> object;
        try {
            object = Json.readObjectWithoutDuplicates(text);
        } catch (JacksonException e) {
            log.debug("A body could not be read", e);
            String wrong = e.getOriginalMessage().startsWith("Duplicate")
                    ? "the body has a field twice"
                    : "the body is not a JSON object";
            throw ProblemType.INVALID_REQUEST.because(wrong + placeOf(e.getLocation()));
        }
        if (object == null) {
            throw ProblemType.INVALID_REQUEST.because("the body is not a JSON object but null");
        }
        return object;
    }

    private static String placeOf(@Nullable TokenStreamLocation location) {
        return location == null
                ? ""
                : "; reading ended at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
