package dev.baton.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A real Celery, which lives beside the services. */
public final class Celery {
    private static final int DEADLINE_SECONDS = 150;
    /**
     * A script that hangs says where. Celery's results take locks when they are collected as garbage, at times while the same thread
     * holds one: a client that waits for many results stops for ever.
     */
    private static final String PATIENCE = """
            import faulthandler, gc
            gc.disable()
            faulthandler.dump_traceback_later(%d, exit=True)
            """.formatted(DEADLINE_SECONDS);

    private Celery() {}

    /** Whether there is one; in CI there must be. */
    public static boolean isPresent() {
        return System.getenv("CI") != null || python("import celery").isEmpty();
    }

    /** Runs {@code script}, for which {@code app} is a client of {@code services}; returns what it prints, errors too. */
    public static String run(FreshServices services, String script) {
        return python(PATIENCE + application(services) + script);
    }

    private static String application(FreshServices services) {
        return """
                from celery import Celery
                app = Celery("client", broker="%s", backend="%s")
                """.formatted(services.amqpUrl(), services.redisUrl());
    }

    /** Starts {@code script}, as {@link #run}, and returns at once. */
    public static Program start(FreshServices services, String script) {
        return new Program(builder(application(services) + script));
    }

    /** Starts {@code script}, as {@link #run}, and returns at once; what it prints goes to {@code log}. */
    public static Program start(FreshServices services, String script, File log) {
        return new Program(builder(application(services) + script).redirectOutput(log));
    }

    private static ProcessBuilder builder(String script) {
        return Services.command("exec", "--", "python3", "-u", "-c", script).redirectErrorStream(true);
    }

    private static String python(String script) {
        try {
            Process process = builder(script).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A script that runs; its standard input stays open until it is closed. */
    public static final class Program implements AutoCloseable {
        private final Process process;

        private Program(ProcessBuilder builder) {
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public boolean isAlive() {
            return process.isAlive();
        }

        /** Gives it a line to read. */
        public void say(String line) {
            try {
                Writer input = process.outputWriter(StandardCharsets.UTF_8);
                input.write(line + "\n");
                input.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What it prints. */
        public BufferedReader output() {
            return process.inputReader(StandardCharsets.UTF_8);
        }

        /** Waits until it ends, and returns its status. */
        public int awaitEnd() {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
