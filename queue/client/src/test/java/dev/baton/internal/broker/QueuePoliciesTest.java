package dev.baton.internal.broker;

import dev.baton.testing.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class QueuePoliciesTest {
    /** Nothing listens there. */
    private static final URI CLOSED = URI.create("http://127.0.0.1:1");

    @Test
    void whatCannotBeSetIsLoggedWithTheSettingAndTheReason(CapturedOutput output) {
        BrokerSettings settings =
                new BrokerSettings(CLOSED, Duration.ofSeconds(10), List.of(), 20, Duration.ofHours(2));

        new QueuePolicies(CLOSED, settings, "/", "baton", "baton").apply(new TaskQueue("pictures"));

        Patience.await().until(() -> output.getOut().contains("queue pictures.dead could not be set"));
        assertThat(output)
                .contains(
                        "at http://127.0.0.1:1 (baton.broker.management-url), which is tried again: java.net.ConnectException")
                .doesNotContain("CompletionException")
                .doesNotContain("\tat ");
    }
}
