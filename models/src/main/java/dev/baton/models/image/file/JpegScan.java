package dev.baton.models.image.file;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The header of a scan (ITU-T T.81, B.2.3): one pass over some channels.
 *
 * @param from the first coefficient of each block that the scan brings
 * @param to the last one
 * @param bitsCame how many of the highest bits came before; 0 in the first pass
 * @param bitsToCome how many of the lowest bits later scans bring
 */
record JpegScan(List<Part> parts, int from, int to, int bitsCame, int bitsToCome) {
    /** A channel with the numbers of its tables. */
    record Part(JpegFrame.Channel channel, int dcTable, int acTable) {}

    static JpegScan read(FileBytes bytes, int at, JpegFrame frame) {
        int count = bytes.u8(at + 2);
        List<Part> parts = IntStream.range(0, count)
                .map(index -> at + 3 + 2 * index)
                .boxed()
                .flatMap(part -> part(bytes, part, frame))
                .toList();
        if (parts.isEmpty()) {
            throw new BrokenFileException("the file is damaged: it has a scan of no channel");
        }
        int after = at + 3 + 2 * count;
        int bits = bytes.u8(after + 2);
        return new JpegScan(parts, bytes.u8(after), bytes.u8(after + 1), bits >> 4, bits & 15);
    }

    private static Stream<Part> part(FileBytes bytes, int at, JpegFrame frame) {
        int tables = bytes.u8(at + 1);
        return frame.channels().stream()
                .filter(channel -> channel.id() == bytes.u8(at))
                .limit(1)
                .map(channel -> new Part(channel, tables >> 4, tables & 15));
    }

    List<JpegFrame.Channel> channels() {
        return parts.stream().map(Part::channel).toList();
    }

    /** Returns whether it brings the means of blocks for the first time. */
    boolean isFirst() {
        return from == 0 && bitsCame == 0;
    }
}
