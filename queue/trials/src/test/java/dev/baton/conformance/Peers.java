package dev.baton.conformance;

import dev.baton.testing.Checkout;
import dev.baton.testing.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Clients that are not beside the services: what has them is made once, where their packages can be had. */
final class Peers {
    private static final Path SCRIPT = Checkout.file("docker", "testing", "peers");

    private Peers() {}

    /** Returns a command that is a Python with the newest Celery, or says why there is none. */
    static Found celery() {
        return find("celery");
    }

    /** Returns the folder of the modules of celery-node and celery-ts, or says why there is none. */
    static Found node() {
        return find("node");
    }

    /** One of the two. */
    record Found(Optional<String> where, String whyNot) {}

    private static Found find(String which) {
        // With the variables that say where the services keep what they make.
        ProcessBuilder builder = Services.command().command(SCRIPT.toString(), which);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            String complained = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? new Found(Optional.of(said), "") : new Found(Optional.empty(), complained);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
