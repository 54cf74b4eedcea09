package dev.baton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The script that runs the services, for the instance that {@code BATON_INSTANCE} names, or else {@code test}. */
public final class Services {
    private static final Path SCRIPT =
            Path.of("..", "docker", "services", "services").toAbsolutePath().normalize();

    private Services() {}

    /** Returns the script with these arguments, to be started. */
    public static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putIfAbsent("BATON_INSTANCE", "test");
        return builder;
    }

    /** Runs the script with these arguments, and returns its exit status. */
    public static int run(String... arguments) {
        try {
            return command(arguments)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Kills {@code service} as {@code kill -9} does, starts it again, and returns when it answers. */
    public static void restart(String service) {
        int status = run("restart", service, "--kill");
        if (status != 0) {
            throw new IllegalStateException(service + " did not come back: status " + status);
        }
    }

    /** Returns the instance's ports by the variables that set them. */
    static Map<String, Integer> ports() {
        try {
            Process process = command("ports")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return printed.lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.parseInt(pair[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
