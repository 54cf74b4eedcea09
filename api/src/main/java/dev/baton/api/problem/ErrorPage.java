package dev.baton.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container refuses on its own, and what fails outside of any controller. */
@RestController
final class ErrorPage implements ErrorController {
    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDetail> answer(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failure instanceof IOException unread) {
            // Tomcat asks for this page, whatever was answered, once the body of a request could not be read.
            return ProblemResponse.of(UnreadBodies.problemOf(unread), String.valueOf(path));
        }
        if (failure instanceof Throwable cause) {
            return RequestProblems.unexpected(cause, String.valueOf(path));
        }
        // Without a status somebody asked for this page itself.
        int code = status instanceof Integer known ? known : 404;
        ProblemType type = ProblemType.ofStatus(code);
        String place = path == null ? request.getRequestURI() : path.toString();
        return ProblemResponse.of(type.because(type.title()), HttpStatusCode.valueOf(code), place, new HttpHeaders());
    }
}
