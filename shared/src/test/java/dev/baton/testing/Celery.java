package dev.baton.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
        return run(application(services) + script);
    }

    /** Runs {@code script}, which makes its own client; returns what it prints, errors too. */
    public static String run(String script) {
        return python(PATIENCE + script);
    }

    private static String application(FreshServices services) {
        return """
                from celery import Celery
                app = Celery("client", broker="%s", backend="%s")
                """.formatted(services.amqpUrl(), services.redisUrl());
    }

    /** Starts {@code script}, as {@link #run}, and returns at once. */
    public static Program start(FreshServices services, String script) {
        return start(command(), services, script);
    }

    /** The command that is the Python beside the services. */
    public static List<String> command() {
        return Services.command("exec", "--", "python3").command();
    }

    /** Starts {@code script} with the Celery of {@code python}, a command that is one, and returns at once. */
    public static Program start(List<String> python, FreshServices services, String script) {
        return new Program(builder(python, application(services) + script));
    }

    /** Starts {@code script} likewise; what it prints goes to {@code log}. */
    public static Program start(List<String> python, FreshServices services, String script, File log) {
        return new Program(builder(python, application(services) + script).redirectOutput(log));
    }

    /** Returns the version of the Celery that {@code python} has. */
    public static String version(List<String> python) {
        return output(builder(python, "import celery; print(celery.__version__)"));
    }

    private static ProcessBuilder builder(List<String> python, String script) {
        List<String> command = new ArrayList<>(python);
        command.addAll(List.of("-u", "-c", script));
        ProcessBuilder builder = Services.command().command(command);
        return builder.redirectErrorStream(true);
    }

    private static String python(String script) {
        return output(builder(command(), script));
    }

    private static String output(ProcessBuilder builder) {
        try {
            Process process = builder.start();
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

    /** A script that runs, of whatever language; its standard input stays open until it is closed. */
    public static final class Program implements AutoCloseable {
        private final Process process;

        public Program(ProcessBuilder builder) {
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
