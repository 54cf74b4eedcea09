package dev.baton.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A network namespace with one link to this machine, which can be unplugged: what is sent then is lost, and nobody is told. It takes
 * Linux with iproute2 and util-linux, and root. It is gone when it is closed, or this process ends, however that happens.
 */
final class Namespace implements AutoCloseable {
    // 198.18.0.0/15 is set aside for tests of networks (RFC 2544). Each link has four addresses of it, by the number of
    // its process.
    private static final int FIRST_ADDRESS = 198 << 24 | 18 << 16;
    private static final int LINKS = 1 << 15;

    private final Process holder;
    private final String link;
    private final String host;

    Namespace() {
        // It lives for as long as somebody may write to it, and the namespace as long as it does.
        holder = start(List.of("unshare", "--net", "cat"));
        link = "chaos" + holder.pid();
        Awaitility.await().until(() -> !namespaceOf(Long.toString(holder.pid())).equals(namespaceOf("self")));
        int block = FIRST_ADDRESS + (int) (holder.pid() % LINKS) * 4;
        host = textOf(block + 1);
        ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", Long.toString(holder.pid()));
        ip("address", "add", host + "/30", "dev", link);
        plugIn();
        inside("ip", "address", "add", textOf(block + 2) + "/30", "dev", "eth0");
        inside("ip", "link", "set", "eth0", "up");
        inside("ip", "link", "set", "lo", "up");
    }

    /** Tells whether this process may make one. */
    static boolean isPossible() {
        try {
            run(List.of("unshare", "--net", "true"));
            run(List.of("nsenter", "--version"));
            run(List.of("ip", "-Version"));
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    private static Path namespaceOf(String process) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net"));
    }

    private static String textOf(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /** The address at which programs in it find this machine. */
    String host() {
        return host;
    }

    /** Before a command, has it run in here. */
    List<String> prefix() {
        return List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net");
    }

    void unplug() {
        ip("link", "set", link, "down");
    }

    void plugIn() {
        ip("link", "set", link, "up");
    }

    private void inside(String... command) {
        run(Stream.concat(prefix().stream(), List.of(command).stream()).toList());
    }

    private static void ip(String... arguments) {
        run(Stream.concat(Stream.of("ip"), List.of(arguments).stream()).toList());
    }

    private static void run(List<String> command) {
        Process process = start(command);
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
