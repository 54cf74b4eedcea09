package dev.baton.models.install;

import java.io.PrintStream;

/** Prints a line for each tenth of a file, or for every 10 MiB while the size is unknown. */
final class PrintedProgress implements Progress {
    private static final long TENTHS = 10;
    private static final long MIB = 1 << 20;

    private final PrintStream out;
    private String printed = "";

    PrintedProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void downloaded(String file, long bytes, long total) {
        String line = "  " + file + "  "
                + (total > 0
                        ? TENTHS * (bytes * TENTHS / total) + " % of " + total + " bytes"
                        : bytes / (TENTHS * MIB) * TENTHS + " MiB");
        if (!line.equals(printed)) {
            printed = line;
            out.println(line);
        }
    }
}
