package dev.baton.internal.queue;

import dev.baton.sample.SampleWorker;
import dev.baton.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The sample application as a process of its own, which can be signalled and ends with a status. */
final class SampleProcess implements AutoCloseable {
    /** A process has to start first, which takes its time on a busy machine. */
    private static final Duration CEILING = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;

    SampleProcess(Path folder, Map<String, String> properties, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SampleWorker.class.getName()));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        command.addAll(List.of(more));
        try {
            log = Files.createTempFile(folder, "worker-", ".log");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SampleProcess awaitLog(String text) {
        Patience.await().atMost(CEILING).until(() -> {
            if (!process.isAlive() && !log().contains(text)) {
                throw new IllegalStateException("ended with " + process.exitValue() + ":\n" + log());
            }
            return log().contains(text);
        });
        return this;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long processId() {
        return process.pid();
    }

    /** Sends SIGTERM, as an orchestrator does. */
    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Waits until it has ended, and returns its status. */
    int status() {
        try {
            if (!process.waitFor(CEILING.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it still runs:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
