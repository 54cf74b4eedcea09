package dev.baton.benchmark;

import dev.baton.internal.broker.TaskQueue;
import dev.baton.testing.FreshServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A program with Celery's client, which sends one task after the other and waits for the result of each, as often as it is told. */
final class CeleryClient implements AutoCloseable {
    private final Peer.Running running;
    private final PrintWriter told;
    private final BufferedReader printed;
    private final Path log;

    /** {@code log}: where its complaints go. */
    CeleryClient(FreshServices services, TaskQueue queue, Path log) {
        String script = CeleryScripts.application(services) + """
                import sys, time
                def one():
                    begun = time.time()
                    noop.apply_async(queue="%s").get(timeout=60)
                    return (time.time() - begun) * 1000
                for count in sys.stdin:
                    print(*(one() for _ in range(int(count))), flush=True)
                """.formatted(queue.name());
        this.log = log;
        try {
            Process process = new ProcessBuilder(CeleryScripts.python(script))
                    .redirectError(log.toFile())
                    .start();
            running = new Peer.Running(process);
            told = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            printed = process.inputReader(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many milliseconds each of {@code count} tasks took, from before it was sent until its result was known. */
    double[] trips(int count) {
        told.println(count);
        try {
            String line = printed.readLine();
            if (line == null) {
                throw new IllegalStateException("Celery's client has ended, see " + log);
            }
            return Arrays.stream(line.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
