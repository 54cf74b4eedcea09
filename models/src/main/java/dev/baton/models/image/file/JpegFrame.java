package dev.baton.models.image.file;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The header of a frame (ITU-T T.81, B.2.2). Its channels differ in how many blocks of 8×8 they have. */
record JpegFrame(int marker, int width, int height, List<Channel> channels) {
    static final JpegFrame NONE = new JpegFrame(0, 0, 0, List.of());

    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int SOF15 = 0xcf;
    private static final int BLOCK = 8;

    JpegFrame {
        channels = List.copyOf(channels);
    }

    /** A channel by the name that scans call it, and its blocks across and down in a unit. */
    record Channel(int id, int across, int down) {
        int blocks() {
            return across * down;
        }
    }

    // Without DHT, JPG and DAC, which lie between them.
    static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    static JpegFrame read(FileBytes bytes, int at, int marker) {
        List<Channel> channels = IntStream.range(0, bytes.u8(at + 7))
                .map(index -> at + 8 + 3 * index)
                .mapToObj(channel -> channel(bytes, channel))
                .toList();
        return new JpegFrame(marker, bytes.u16(at + 5), bytes.u16(at + 3), channels);
    }

    private static Channel channel(FileBytes bytes, int at) {
        int sampling = bytes.u8(at + 1);
        return new Channel(bytes.u8(at), Math.max(1, sampling >> 4), Math.max(1, sampling & 15));
    }

    boolean isProgressive() {
        return marker == SOF2;
    }

    boolean isHuffmanCoded() {
        return marker <= SOF2;
    }

    /** Returns the units of a scan: they hold blocks of all that is scanned, or one block of one channel. */
    long units(List<Channel> scanned) {
        int across = most(Channel::across);
        int down = most(Channel::down);
        if (scanned.size() > 1) {
            return parts(width, BLOCK * across) * parts(height, BLOCK * down);
        }
        Channel one = scanned.get(0);
        return parts(parts((long) width * one.across(), across), BLOCK)
                * parts(parts((long) height * one.down(), down), BLOCK);
    }

    /** Returns where the unit of that number, from 0 on, lies in the picture. */
    PhotoFile.Area area(List<Channel> scanned, long unit) {
        int side = scanned.size() > 1 ? most(Channel::across) * BLOCK : BLOCK;
        int rise = scanned.size() > 1 ? most(Channel::down) * BLOCK : BLOCK;
        long across = parts(width, side);
        int left = (int) (unit % across) * side;
        int top = (int) (unit / across) * rise;
        return new PhotoFile.Area(left, top, Math.min(side, width - left), Math.min(rise, height - top));
    }

    private static long parts(long length, int part) {
        return (length + part - 1) / part;
    }

    private int most(ToIntFunction<Channel> side) {
        return channels.stream().mapToInt(side).max().orElse(1);
    }

    /** Returns the channel's share of all blocks. */
    double share(Channel channel) {
        return (double) channel.blocks()
                / channels.stream().mapToInt(Channel::blocks).sum();
    }
}
