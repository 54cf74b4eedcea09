package dev.baton.photo.format;

import java.util.zip.CRC32;

/** Walks the chunks of a PNG file (W3C PNG, third edition, section 5) to its end. */
final class PngWalker {
    private static final int SIGNATURE = 8;
    private static final int CHUNK_HEADER = 8;
    private static final int CHECKSUM = 4;

    private final PhotoBytes bytes;

    PngWalker(PhotoBytes bytes) {
        this.bytes = bytes;
    }

    PhotoHeader header() {
        if (!bytes.text(SIGNATURE + 4, 4).equals("IHDR")) {
            throw PhotoBytes.corrupt("its first chunk is not IHDR");
        }
        long width = bytes.u32(SIGNATURE + CHUNK_HEADER);
        long height = bytes.u32(SIGNATURE + CHUNK_HEADER + 4);
        if (width == 0 || height == 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw PhotoBytes.corrupt("it has no picture");
        }
        requireEnd();
        return new PhotoHeader(PhotoFormat.PNG, (int) width, (int) height);
    }

    private void requireEnd() {
        int at = SIGNATURE;
        String chunk = "";
        while (!chunk.equals("IEND")) {
            chunk = bytes.text(at + 4, 4);
            long next = at + CHUNK_HEADER + bytes.u32(at) + CHECKSUM;
            if (next > bytes.length()) {
                throw PhotoBytes.truncated();
            }
            requireChecksum(at, (int) next - CHECKSUM);
            if (chunk.equals("acTL")) {
                throw PhotoBytes.animation();
            }
            at = (int) next;
        }
    }

    private void requireChecksum(int chunk, int end) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.bytes(), chunk + 4, end - chunk - 4);
        if (checksum.getValue() != bytes.u32(end)) {
            throw PhotoBytes.corrupt("the checksum of its chunk " + bytes.text(chunk + 4, 4) + " is wrong");
        }
    }
}
