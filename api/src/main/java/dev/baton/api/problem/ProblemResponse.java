package dev.baton.api.problem;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriUtils;

/** Problems as responses. */
final class ProblemResponse {
    private static final String RETRY_AFTER_SECONDS = "5";

    private ProblemResponse() {}

    static ResponseEntity<ProblemDetail> of(ProblemException problem, String path) {
        return of(problem, problem.type().status(), path, new HttpHeaders());
    }

    static ResponseEntity<ProblemDetail> of(
            ProblemException problem, HttpStatusCode status, String path, HttpHeaders headers) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, problem.detail());
        body.setType(problem.type().uri());
        body.setTitle(problem.type().title());
        body.setInstance(instanceAt(path));
        problem.extensions().forEach(body::setProperty);
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status.value() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(body);
    }

    // What a client asked for need not be a valid URI: it may start with two slashes.
    private static URI instanceAt(String path) {
        String decoded = UriUtils.decode(path.replaceFirst("^/+", "/"), StandardCharsets.UTF_8);
        return URI.create(UriUtils.encodePath(decoded, StandardCharsets.UTF_8));
    }
}
