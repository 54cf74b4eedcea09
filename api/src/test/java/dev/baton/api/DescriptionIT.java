package dev.baton.api;

import dev.baton.testing.RequiresServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
class DescriptionIT {
    private static final Path SERVED = Path.of("target", "baton.json");

    /** {@code make description} keeps the one that is served. */
    @Test
    void theDescriptionThatIsKeptIsTheOneThatIsServed(@TempDir Path folder) throws IOException {
        try (ApiFixture api = new ApiFixture(folder, Map.of("spring.profiles.active", "dev"), fixture -> {})) {
            String served = api.get("/docs/openapi.json").hasStatus(200).text() + "\n";

            Files.writeString(SERVED, served);

            assertThat(Description.FILE).as("make description updates it").hasContent(served);
        }
    }
}
