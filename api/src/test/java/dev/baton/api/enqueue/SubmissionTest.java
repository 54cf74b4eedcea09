package dev.baton.api.enqueue;

import dev.baton.gallery.Tenants;
import dev.baton.photo.format.PhotoFormat;
import dev.baton.task.TaskRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubmissionTest {
    @Test
    void theSameRequestHasTheSameFingerprint() {
        assertThat(submission("e", List.of("blur"), "a", "b").fingerprint())
                .isEqualTo(submission("e", List.of("blur"), "a", "b").fingerprint());
    }

    @Test
    void whateverDiffersMakesAnotherFingerprint() {
        assertThat(Stream.of(
                                submission("e", List.of("blur"), "a", "b"),
                                submission(null, List.of("blur"), "a", "b"),
                                submission("e", List.of(), "a", "b"),
                                submission("e", List.of("blur"), "b", "a"),
                                submission("e", List.of("blur"), "ab"),
                                submission("e", List.of("blur"), "a"))
                        .map(Submission::fingerprint))
                .doesNotHaveDuplicates();
    }

    private static Submission submission(String event, List<String> options, String... names) {
        List<NewPhoto> photos = Stream.of(names)
                .map(name -> new NewPhoto(name, "0".repeat(64), PhotoFormat.JPEG, () -> new byte[0]))
                .toList();
        return new Submission(
                Tenants.DEFAULT,
                JobKind.PHOTOS,
                null,
                event,
                options,
                photos,
                item -> TaskRequest.of(item.taskId(), "photo.analyze", Map.of()));
    }
}
