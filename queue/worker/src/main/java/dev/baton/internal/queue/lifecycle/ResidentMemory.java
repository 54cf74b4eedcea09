package dev.baton.internal.queue.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** How much memory this process has, native memory and all: as the kernel counts against a container's limit. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmRSS:";

    private ResidentMemory() {}

    /** Returns it, or nothing where the system does not tell. */
    public static Optional<DataSize> read() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kilobytes -> DataSize.ofKilobytes(Long.parseLong(kilobytes)))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
