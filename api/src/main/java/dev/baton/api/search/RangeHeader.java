package dev.baton.api.search;

import dev.baton.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;

/** Which part of a photo a request asks for (RFC 9110, section 14.2). */
final class RangeHeader {
    // A unit that is not bytes; its ranges are not ours to judge.
    private static final Pattern OTHER_UNIT = Pattern.compile("(?!bytes=)[!#$%&'*+.^_`|~0-9A-Za-z-]+=.*");

    private RangeHeader() {}

    /** Tells whether the whole photo is to be sent, though a part is asked for: in a unit not known here, or of another version. */
    static boolean isIgnored(HttpServletRequest request, String etag) {
        String range = request.getHeader(HttpHeaders.RANGE);
        String version = request.getHeader(HttpHeaders.IF_RANGE);
        return range != null
                && (OTHER_UNIT.matcher(range).matches()
                        || (version != null && !version.strip().equals(etag)));
    }

    /** Refuses a range that the photo does not have: Spring would answer with the whole, under a status that says there is none. */
    static void requireThere(HttpServletRequest request, long length, Resource photo, HttpServletResponse response) {
        try {
            HttpRange.toResourceRegions(HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE)), photo);
        } catch (IllegalArgumentException e) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
            throw ProblemType.RANGE_NOT_SATISFIABLE.because("the header Range must be bytes=FIRST-LAST, from 0 to "
                    + (length - 1) + "; several may follow each other after commas");
        }
    }
}
