package dev.baton.models.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEGs taken apart and put together in other ways (ITU-T T.81, annex B). */
final class Jpegs {
    static final int SOS = 0xda;

    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

    private Jpegs() {}

    static byte[] progressive(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** With a segment right after the start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        return inserted(
                jpeg,
                2,
                ByteBuffer.allocate(4 + content.length)
                        .put((byte) 0xff)
                        .put((byte) marker)
                        .putShort((short) (2 + content.length))
                        .put(content)
                        .array());
    }

    static byte[] inserted(byte[] bytes, int at, byte[] more) {
        return ByteBuffer.allocate(bytes.length + more.length)
                .put(bytes, 0, at)
                .put(more)
                .put(bytes, at, bytes.length - at)
                .array();
    }

    /** Returns the first place of a segment, from its marker on. */
    static int find(byte[] jpeg, int marker) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != marker) {
            at += 2 + length(jpeg, at);
        }
        return at;
    }

    static int length(byte[] jpeg, int segment) {
        return (jpeg[segment + 2] & 0xff) << 8 | (jpeg[segment + 3] & 0xff);
    }

    static byte[] without(byte[] jpeg, int marker) {
        int at = find(jpeg, marker);
        int end = at + 2 + length(jpeg, at);
        return ByteBuffer.allocate(jpeg.length - end + at)
                .put(jpeg, 0, at)
                .put(jpeg, end, jpeg.length - end)
                .array();
    }

    /** Ends at that byte, but as a JPEG must. */
    static byte[] endedAt(byte[] jpeg, int at) {
        // No half of a marker is left.
        int end = jpeg[at - 1] == (byte) 0xff ? at - 1 : at;
        return inserted(Arrays.copyOf(jpeg, end), end, END);
    }

    /** Begins with the first scan's data. */
    static int dataOf(byte[] jpeg) {
        int scan = find(jpeg, SOS);
        return scan + 2 + length(jpeg, scan);
    }

    /**
     * A grey picture of 64×64 pixels of the value 159 in eight rows of blocks, each an interval between restart markers. What is given are
     * the intervals, and the marker after each, in hex.
     */
    static byte[] ofIntervals(List<String> intervals) {
        String frame = "ffc0000b080040004001011100";
        String means = "ffc40015" + "00" + "0101" + "00".repeat(14) + "0005";
        String details = "ffc40014" + "10" + "01" + "00".repeat(15) + "00";
        String quantisation = "ffdb0043" + "00" + "08".repeat(64);
        String restarts = "ffdd00040008";
        String scan = "ffda0008010100003f00";
        return HexFormat.of()
                .parseHex("ffd8" + quantisation + frame + means + details + restarts + scan + String.join("", intervals)
                        + "ffd9");
    }

    /** The bits 10 11111 0, a block whose mean is 31 × 8 greater than that before, and seven times 00: one like it. */
    static final String INTERVAL = "be0003";
}
