package dev.baton.models.image.file;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of its picture a JPEG gives. Where data are missing libjpeg goes on with grey and tells nobody. In arithmetic coding, which
 * hardly anybody writes, that cannot be seen.
 */
final class JpegCoverage {
    private static final int COEFFICIENTS = 64;
    private static final int NOT_THERE = 16;

    private JpegCoverage() {}

    /** Returns the share of the blocks whose mean no scan brings. */
    static double missing(List<ScanData> scans, JpegFrame frame, byte[] bytes) {
        Map<JpegFrame.Channel, Double> there = new HashMap<>();
        for (ScanData data : scans) {
            if (!frame.isProgressive() || data.scan().isFirst()) {
                double share = frame.isHuffmanCoded() ? data.there(bytes, frame) : 1;
                data.scan().channels().forEach(channel -> there.merge(channel, share, Math::max));
            }
        }
        return frame.channels().stream()
                .mapToDouble(channel -> frame.share(channel) * (1 - there.getOrDefault(channel, 0.0)))
                .sum();
    }

    /** Returns whether a progressive picture lacks the last bits of any coefficient of which some are there. */
    static boolean isCoarse(List<ScanData> scans, JpegFrame frame) {
        Map<JpegFrame.Channel, int[]> bitsToCome = new HashMap<>();
        for (ScanData data : scans) {
            data.scan().channels().forEach(channel -> note(data.scan(), bitsOf(bitsToCome, channel)));
        }
        return frame.isProgressive()
                && bitsToCome.values().stream().flatMapToInt(Arrays::stream).anyMatch(bits -> bits > 0);
    }

    private static int[] bitsOf(Map<JpegFrame.Channel, int[]> bitsToCome, JpegFrame.Channel channel) {
        return bitsToCome.computeIfAbsent(channel, none -> {
            int[] all = new int[COEFFICIENTS];
            Arrays.fill(all, NOT_THERE);
            return all;
        });
    }

    private static void note(JpegScan scan, int[] bits) {
        for (int i = scan.from(); i <= Math.min(scan.to(), COEFFICIENTS - 1); i++) {
            bits[i] = scan.bitsToCome();
        }
    }
}
