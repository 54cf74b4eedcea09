package dev.baton.api.problem;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.web.multipart.MultipartException;

import static org.assertj.core.api.Assertions.assertThat;

class MultipartProblemsTest {
    @Test
    void aFullDiskIsNotTheClientsFault() {
        IOException cause = new IOException("No space left on device");

        ProblemException problem = new MultipartProblems(new FormLimits(20, 4096))
                .problemOf(new MultipartException("unreadable", cause), "multipart/form-data; boundary=b");

        assertThat(problem.type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
    }
}
