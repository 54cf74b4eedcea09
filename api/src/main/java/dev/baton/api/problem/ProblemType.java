package dev.baton.api.problem;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** What can be wrong, each with a stable type URI, a status and a title. README.md lists them all. */
public enum ProblemType {
    INVALID_REQUEST(400, "The request cannot be understood"),
    INVALID_PARAMETER(400, "A parameter is not valid"),
    MISSING_FILE(400, "The file is missing"),
    UNKNOWN_FIELD(400, "The form has a field that is not known"),
    TOO_MANY_FILES(400, "Too many files"),
    INCOMPLETE_UPLOAD(400, "The upload was cut off"),
    NOT_FOUND(404, "There is nothing here"),
    JOB_NOT_FOUND(404, "There is no such job"),
    PHOTO_NOT_FOUND(404, "There is no such photo"),
    PHOTO_NOT_ANALYSED(404, "The photo has not been analysed"),
    DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
    CHECK_IN_NOT_FOUND(404, "There is no such check-in"),
    PREDICTION_NOT_FOUND(404, "There is no such prediction"),
    PERIODIC_TASK_NOT_FOUND(404, "There is no such periodic task"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable media type"),
    JOB_EXPIRED(410, "The job has expired"),
    RESULTS_EXPIRED(410, "The results have expired"),
    FILE_TOO_LARGE(413, "The file is too large"),
    REQUEST_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_FORMAT(415, "The file is not a photo of a supported format"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the request is not supported"),
    RANGE_NOT_SATISFIABLE(416, "The photo has no such part"),
    EMPTY_FILE(422, "The file is empty"),
    TRUNCATED_PHOTO(422, "The photo is cut off"),
    CORRUPT_PHOTO(422, "The photo is damaged"),
    PHOTO_TOO_SMALL(422, "The photo is too small"),
    TOO_MANY_PIXELS(422, "The photo has too many pixels"),
    UNACCEPTABLE_PHOTOS(422, "Several files are not acceptable"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    NO_FACE(422, "No face was found"),
    SELFIE_REFUSED(422, "The selfie cannot be searched for"),
    INVALID_CHECK_IN(422, "The check-in is not valid"),
    INVALID_FEATURES(422, "The features are not valid"),
    TASK_REFUSED(422, "The photo was refused"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    TASK_REVOKED(409, "The task was revoked"),
    TASK_FAILED(500, "The task failed"),
    INTERNAL_ERROR(500, "Something went wrong"),
    SEARCH_FAILED(502, "The search failed"),
    PREDICTION_FAILED(502, "The prediction failed"),
    PREDICTION_TIMEOUT(504, "The prediction took too long"),
    SEARCH_UNAVAILABLE(503, "Faces cannot be searched for"),
    QUEUE_UNAVAILABLE(503, "The task queue is not available"),
    RESULTS_UNAVAILABLE(503, "The result store is not available"),
    STORAGE_UNAVAILABLE(503, "The photo storage is not available"),
    DATABASE_UNAVAILABLE(503, "The database is not available"),
    REQUEST_WITHDRAWN(503, "The request was withdrawn");

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final String BASE = "https://baton.dev/problems/";

    private final HttpStatus status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = HttpStatus.valueOf(status);
        this.title = title;
    }

    /** Returns the stable URI of this type. */
    public URI uri() {
        return URI.create(BASE + wireName());
    }

    /** Returns the last part of the URI. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Returns the refusal to throw. {@code detail} says what was wrong and what is allowed. */
    public ProblemException because(String detail) {
        // Names that a client made up are in it; a line of the log must stay one.
        return new ProblemException(this, CONTROLS.matcher(detail).replaceAll(" "));
    }

    /** Returns the type that fits best where nothing but the status is known. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> REQUEST_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? INTERNAL_ERROR : INVALID_REQUEST;
        };
    }
}
