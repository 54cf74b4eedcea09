package dev.baton.models.image.file;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * How much of its picture a JPEG gives. Where data are missing libjpeg goes on with grey and tells nobody. In arithmetic coding, which
 * hardly anybody writes, that cannot be seen.
 */
final class JpegCoverage {
    private static final int COEFFICIENTS = 64;
    private static final int NOT_THERE = 16;

    /** By channel: the share of its blocks whose mean is there. */
    private final Map<JpegFrame.Channel, Double> there = new HashMap<>();

    /** By channel, for each coefficient of its blocks: how many of the lowest bits have not come yet. */
    private final Map<JpegFrame.Channel, int[]> bitsToCome = new HashMap<>();

    /** {@code counted} is the share of the scan's units that are there; it is asked for where they say something new. */
    void add(JpegScan scan, JpegFrame frame, DoubleSupplier counted) {
        if (!frame.isProgressive() || scan.isFirst()) {
            double share = frame.isHuffmanCoded() ? counted.getAsDouble() : 1;
            scan.channels().forEach(channel -> there.merge(channel, share, Math::max));
        }
        scan.channels().forEach(channel -> note(channel, scan));
    }

    private void note(JpegFrame.Channel channel, JpegScan scan) {
        int[] bits = bitsToCome.computeIfAbsent(channel, none -> {
            int[] all = new int[COEFFICIENTS];
            Arrays.fill(all, NOT_THERE);
            return all;
        });
        for (int i = scan.from(); i <= Math.min(scan.to(), COEFFICIENTS - 1); i++) {
            bits[i] = scan.bitsToCome();
        }
    }

    double missing(JpegFrame frame) {
        return frame.channels().stream()
                .mapToDouble(channel -> frame.share(channel) * (1 - there.getOrDefault(channel, 0.0)))
                .sum();
    }

    boolean isCoarse(JpegFrame frame) {
        return frame.isProgressive()
                && bitsToCome.values().stream().flatMapToInt(Arrays::stream).anyMatch(bits -> bits > 0);
    }
}
