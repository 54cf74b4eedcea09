package dev.baton.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An application on this class path as a process of its own, which can be killed; its log lies in {@code target/programs}. */
public final class JavaProgram implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<String> command;
    private final File log;
    private final boolean isSupervised;
    private final AtomicInteger starts = new AtomicInteger();
    private volatile boolean isClosed;
    private volatile Process process;

    private JavaProgram(Class<?> main, Map<String, String> settings, List<String> prefix, boolean isSupervised) {
        this.command =
                Stream.concat(prefix.stream(), command(main, settings).stream()).toList();
        this.log = logOf(main).toFile();
        this.isSupervised = isSupervised;
        this.process = launch();
    }

    /** Starts {@code main} with {@code settings} as its arguments, and returns at once. */
    public static JavaProgram start(Class<?> main, Map<String, String> settings) {
        return new JavaProgram(main, settings, List.of(), false);
    }

    /** Starts {@code main}, and starts it again whenever it has ended, as an orchestrator does. */
    public static JavaProgram supervised(Class<?> main, Map<String, String> settings) {
        return supervised(main, settings, List.of());
    }

    /** Starts {@code main} by a command that has {@code prefix} before it and becomes it. */
    public static JavaProgram supervised(Class<?> main, Map<String, String> settings, List<String> prefix) {
        return new JavaProgram(main, settings, prefix, true);
    }

    private static List<String> command(Class<?> main, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                // Surefire starts its tests with a jar that only names the class path.
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                        .orElseGet(() -> System.getProperty("java.class.path")),
                main.getName()));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    private static Path logOf(Class<?> main) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "programs"));
            return folder.resolve(main.getSimpleName() + "-"
                    + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Process launch() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            starts.incrementAndGet();
            if (isSupervised) {
                CompletableFuture<Void> unused = started.onExit().thenRun(this::launchAgain);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void launchAgain() {
        if (!isClosed) {
            process = launch();
        }
    }

    /** How often it was started. */
    public int starts() {
        return starts.get();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does; where it is supervised, it comes back. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Asks it to end as an orchestrator does, by SIGTERM, and returns the status with which it has. */
    public int terminate() {
        process.destroy();
        try {
            if (!process.waitFor(Patience.CEILING.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("it still runs, see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where it writes what it has to say. */
    public File log() {
        return log;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        process.destroyForcibly();
    }
}
