package dev.baton.api.enqueue;

import dev.baton.gallery.Tenants;
import dev.baton.photo.format.PhotoFormat;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubmissionTest {
    private static final TaskCall<?, Object> CALL =
            new TaskType<>("photo.analyze", Nothing.class, Object.class, "photos").with(new Nothing());

    private record Nothing() {}

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

    private static Submission<?> submission(String event, List<String> options, String... names) {
        List<NewPhoto> photos = Stream.of(names)
                .map(name -> new NewPhoto(name, "0".repeat(64), PhotoFormat.JPEG, () -> new byte[0]))
                .toList();
        return new Submission<>(
                Tenants.DEFAULT, JobKind.PHOTOS, null, event, options, photos, item -> CALL.id(item.taskId()));
    }
}
