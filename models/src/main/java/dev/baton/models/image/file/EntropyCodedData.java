package dev.baton.models.image.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks Huffman-coded data (ITU-T T.81, annex F) to count what they hold, as libjpeg decodes them: where they end before the picture does,
 * it goes on with grey.
 */
final class EntropyCodedData {
    private static final int COEFFICIENTS = 64;

    private final byte[] data;
    private int at;
    private long buffer;
    private int bits;
    private boolean isAtMarker;

    EntropyCodedData(byte[] data, int start) {
        this.data = data;
        this.at = start;
    }

    /** The codes of a block: of its mean, and of its details where they are in the same scan. */
    record Coding(HuffmanTable dc, @Nullable HuffmanTable ac) {}

    /**
     * Returns how many of {@code units}, each of {@code blocks}, are there. After each {@code interval} of them, unless that is 0, a
     * restart marker must follow.
     */
    long count(List<Coding> blocks, long units, int interval) {
        Coding[] unit = blocks.toArray(Coding[]::new);
        long there = 0;
        long left = units;
        boolean follows = true;
        for (int restart = 0; left > 0; restart++) {
            long run = interval == 0 ? left : Math.min(interval, left);
            there += follows ? countRun(unit, run) : 0;
            left -= run;
            follows = left > 0 && passRestart(restart & 7);
        }
        return there;
    }

    private long countRun(Coding[] unit, long run) {
        for (long passed = 0; passed < run; passed++) {
            for (Coding block : unit) {
                if (!passBlock(block)) {
                    return passed;
                }
            }
        }
        return run;
    }

    private boolean passBlock(Coding block) {
        pass(block.dc());
        HuffmanTable ac = block.ac();
        if (ac != null) {
            int next = 1;
            while (next < COEFFICIENTS && bits >= 0) {
                next += pass(ac);
            }
        }
        return bits >= 0;
    }

    /** Passes a code and the bits that it says follow; returns by how many coefficients. */
    private int pass(HuffmanTable table) {
        if (bits < HuffmanTable.MOST_BITS) {
            fill();
        }
        int step = table.lookedUp(peek(HuffmanTable.LOOKED_UP));
        if (step == 0) {
            step = table.searched(peek(HuffmanTable.LONGEST));
        }
        bits -= HuffmanTable.bitsOf(step);
        return HuffmanTable.coefficientsOf(step);
    }

    // After the last bit come zeros.
    private int peek(int count) {
        if (bits < 0) {
            return 0;
        }
        long value = bits >= count ? buffer >>> (bits - count) : buffer << (count - bits);
        return (int) value & (1 << count) - 1;
    }

    private void fill() {
        while (bits <= 48 && !isAtMarker) {
            int next = at < data.length ? data[at] & 0xff : 0xff;
            if (next == 0xff) {
                int following = afterFill(at + 1);
                isAtMarker = following >= data.length || data[following] != 0;
                if (isAtMarker) {
                    return;
                }
                at = following;
            }
            at++;
            buffer = buffer << 8 | next;
            bits += 8;
        }
    }

    private int afterFill(int from) {
        int next = from;
        while (next < data.length && data[next] == (byte) 0xff) {
            next++;
        }
        return next;
    }

    /** Goes to the data of the next interval, and returns whether there are any, as libjpeg's jpeg_resync_to_restart does. */
    private boolean passRestart(int expected) {
        bits = 0;
        isAtMarker = false;
        while (true) {
            int marker = findMarker();
            int distance = (marker & 7) - expected & 7;
            boolean isRestart = isRestart(marker);
            if ((marker >= 0xc0 && !isRestart) || (isRestart && (distance == 1 || distance == 2))) {
                // Not before one of the next intervals, or never.
                isAtMarker = true;
                return false;
            }
            at = afterFill(at + 1) + 1;
            if (isRestart && distance < 6) {
                return true;
            }
        }
    }

    private int findMarker() {
        while (at < data.length) {
            int following = afterFill(at + 1);
            if (data[at] == (byte) 0xff && following < data.length && data[following] != 0) {
                return data[following] & 0xff;
            }
            at++;
        }
        return JpegFile.EOI;
    }

    /** Returns where the marker is that follows the scan. */
    int end() {
        int marker = findMarker();
        while (isRestart(marker)) {
            at = afterFill(at + 1) + 1;
            marker = findMarker();
        }
        return at;
    }

    static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }
}
