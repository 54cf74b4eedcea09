package dev.baton.api.problem;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * What can be wrong, each with a stable type URI, a status and a title, and with the names of what its body has beyond RFC 9457.
 * {@code docs/reference/problems.md} is written from these constants and their comments.
 */
public enum ProblemType {
    /**
     * The request is not valid HTTP, has a broken chunk, or a query that is not percent-encoded. Or its body is no form, or no JSON object
     * in UTF-8 that has each field once.
     */
    INVALID_REQUEST(400, "The request cannot be understood"),
    /** A parameter, form field, header or id is malformed, empty, given twice, out of its range or not known. */
    INVALID_PARAMETER(400, "A parameter is not valid"),
    /** The form has no file in {@code files}, or {@code file} for a search. The detail says whether it came as text or in another field. */
    MISSING_FILE(400, "The file is missing"),
    /** A field of the form is misspelt, or not for this endpoint. The detail names it. */
    UNKNOWN_FIELD(400, "The form has a field that is not known"),
    /** The form has more files than are allowed. */
    TOO_MANY_FILES(400, "Too many files"),
    /** The body ended before the form did. */
    INCOMPLETE_UPLOAD(400, "The upload was cut off"),
    /** The path is not one of the API. */
    NOT_FOUND(404, "There is nothing here"),
    /** No job has this id. */
    JOB_NOT_FOUND(404, "There is no such job"),
    /** There is no such photo, or its file is gone. */
    PHOTO_NOT_FOUND(404, "There is no such photo"),
    /** The photo was uploaded, but no analysis of it has succeeded. */
    PHOTO_NOT_ANALYSED(404, "The photo has not been analysed", "job_id", "poll_url"),
    /** There is no such dead letter, or it is to be sent again and was before. */
    DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
    /** There is no such check-in, or none of this user. */
    CHECK_IN_NOT_FOUND(404, "There is no such check-in"),
    /** There is no such prediction, or it is of another tenant, or erased. */
    PREDICTION_NOT_FOUND(404, "There is no such prediction"),
    /** There is no periodic task of this name. */
    PERIODIC_TASK_NOT_FOUND(404, "There is no such periodic task"),
    /** The header {@code Allow} names the methods that are. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed"),
    /** The header {@code Accept} allows nothing that there is. */
    NOT_ACCEPTABLE(406, "No acceptable media type"),
    /** The job is no longer kept. 30 days later it is not found. */
    JOB_EXPIRED(410, "The job has expired"),
    /** The job or prediction is known, but what its tasks gave is no longer kept. */
    RESULTS_EXPIRED(410, "The results have expired"),
    /** A file is over the limit. */
    FILE_TOO_LARGE(413, "The file is too large", "files"),
    /** The request is far over the limit. JSON may have 1 MiB, and the header of a form's part, with its file's name, 4 KiB. */
    REQUEST_TOO_LARGE(413, "The request is too large"),
    /** A file is no JPEG, PNG or WebP, or one that is not decoded: an animation, a 12-bit or lossless JPEG. */
    UNSUPPORTED_FORMAT(415, "The file is not a photo of a supported format", "files"),
    /** The body is not {@code multipart/form-data}, or not {@code application/json}, or has a {@code Content-Encoding}. */
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the request is not supported"),
    /** The photo has no such part. The header {@code Content-Range} says how long it is. */
    RANGE_NOT_SATISFIABLE(416, "The photo has no such part"),
    /** A file has no bytes. */
    EMPTY_FILE(422, "The file is empty", "files"),
    /** A photo ends earlier than its format says. */
    TRUNCATED_PHOTO(422, "The photo is cut off", "files"),
    /** The bytes of a photo are not as its format says. */
    CORRUPT_PHOTO(422, "The photo is damaged", "files"),
    /** A side of a photo is too short. */
    PHOTO_TOO_SMALL(422, "The photo is too small", "files"),
    /** A side of a photo is too long, or it has too many pixels, or it is a progressive JPEG with too many scans for them. */
    TOO_MANY_PIXELS(422, "The photo has too many pixels", "files"),
    /** Several files are refused, for different reasons. */
    UNACCEPTABLE_PHOTOS(422, "Several files are not acceptable", "files"),
    /** The key came with another request before. */
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    /** There is no face on the selfie. */
    NO_FACE(422, "No face was found"),
    /** The worker could not read the selfie. */
    SELFIE_REFUSED(422, "The selfie cannot be searched for"),
    /** Fields of a check-in are out of their range, not numbers, or not known. */
    INVALID_CHECK_IN(422, "The check-in is not valid", "errors"),
    /** What the ensemble was given is not valid. */
    INVALID_FEATURES(422, "The features are not valid", "errors"),
    /** Only within a job's result: the worker found the photo unreadable. The detail says why. */
    TASK_REFUSED(422, "The photo was refused"),
    /** The tenant's limit for this route is used up. The header {@code Retry-After} says for how many seconds. */
    TOO_MANY_REQUESTS(429, "Too many requests", "limit", "window_seconds"),
    /** Within a job's result, and of a search that was cancelled: the task was withdrawn before it ended. */
    TASK_REVOKED(409, "The task was revoked"),
    /** Only within a job's result: the worker failed. Its log tells why under the task's id. */
    TASK_FAILED(500, "The task failed"),
    /** The API has a bug. */
    INTERNAL_ERROR(500, "Something went wrong", "correlation_id"),
    /** The worker failed. Its log tells why under the task's id. */
    SEARCH_FAILED(502, "The search failed"),
    /** The worker failed. Its log tells why under the task's id. */
    PREDICTION_FAILED(502, "The prediction failed"),
    /** The inference took too long and was ended from outside. */
    PREDICTION_TIMEOUT(504, "The prediction took too long"),
    /** No worker has a face model. The detail names the command that installs one. */
    SEARCH_UNAVAILABLE(503, "Faces cannot be searched for"),
    /** RabbitMQ did not confirm the tasks. */
    QUEUE_UNAVAILABLE(503, "The task queue is not available"),
    /** Redis did not answer. Without it no dead letter is sent again, and no user is erased. */
    RESULTS_UNAVAILABLE(503, "The result store is not available"),
    /** The photo store did not answer, or there is no room for what is uploaded. */
    STORAGE_UNAVAILABLE(503, "The photo storage is not available"),
    /** PostgreSQL did not answer. */
    DATABASE_UNAVAILABLE(503, "The database is not available"),
    /** Another request with the same key failed at the same time. */
    REQUEST_WITHDRAWN(503, "The request was withdrawn");

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final String BASE = "https://baton.dev/problems/";

    private final HttpStatus status;
    private final String title;
    // Set.of makes one that nobody changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> members;

    ProblemType(int status, String title, String... members) {
        this.status = HttpStatus.valueOf(status);
        this.title = title;
        this.members = Set.of(members);
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

    /** Returns the members that a body of this type may have beyond those of RFC 9457. */
    public Set<String> members() {
        return members;
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
