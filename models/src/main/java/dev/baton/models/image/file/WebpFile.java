package dev.baton.models.image.file;

import java.nio.ByteOrder;

/** The chunks of a WebP file (RFC 9649). */
final class WebpFile {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int PAYLOAD = FIRST_CHUNK + CHUNK_HEADER;
    private static final int ANIMATED = 0x02;

    private final FileBytes bytes;

    private WebpFile(FileBytes bytes) {
        this.bytes = bytes;
    }

    static PhotoFile read(FileBytes bytes) {
        return new WebpFile(bytes).read();
    }

    private PhotoFile read() {
        if (bytes.hasAt(FIRST_CHUNK, "VP8 ")) {
            return PhotoFile.whole(u16(PAYLOAD + 6) & 0x3fff, u16(PAYLOAD + 8) & 0x3fff, Exif.UPRIGHT);
        }
        if (bytes.hasAt(FIRST_CHUNK, "VP8L")) {
            long bits = bytes.u32(PAYLOAD + 1, ByteOrder.LITTLE_ENDIAN);
            return PhotoFile.whole((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, Exif.UPRIGHT);
        }
        if ((bytes.u8(PAYLOAD) & ANIMATED) != 0) {
            throw PhotoFile.animation();
        }
        return PhotoFile.whole(u24(PAYLOAD + 4) + 1L, u24(PAYLOAD + 7) + 1L, orientation());
    }

    private int orientation() {
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= bytes.length()) {
            if (bytes.hasAt((int) at, "EXIF")) {
                return Exif.orientation(bytes, (int) at + CHUNK_HEADER);
            }
            long size = bytes.u32((int) at + 4, ByteOrder.LITTLE_ENDIAN);
            // Chunks begin at even places.
            at += CHUNK_HEADER + size + (size & 1);
        }
        return Exif.UPRIGHT;
    }

    private int u16(int at) {
        return bytes.u16(at, ByteOrder.LITTLE_ENDIAN);
    }

    private int u24(int at) {
        return u16(at) | bytes.u8(at + 2) << 16;
    }
}
