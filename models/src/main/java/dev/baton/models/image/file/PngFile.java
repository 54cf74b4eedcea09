package dev.baton.models.image.file;

import java.nio.ByteOrder;

/** The chunks of a PNG (W3C PNG, third edition, section 5). */
final class PngFile {
    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private static final int FIRST_CHUNK = 8;
    private static final int CHUNK_HEADER = 8;
    private static final int CHECKSUM = 4;

    private PngFile() {}

    static PhotoFile read(FileBytes bytes) {
        int header = FIRST_CHUNK + CHUNK_HEADER;
        long width = bytes.u32(header, ByteOrder.BIG_ENDIAN);
        long height = bytes.u32(header + 4, ByteOrder.BIG_ENDIAN);
        return PhotoFile.whole(width, height, orientation(bytes));
    }

    private static int orientation(FileBytes bytes) {
        int orientation = Exif.UPRIGHT;
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= bytes.length()) {
            int chunk = (int) at + 4;
            if (bytes.hasAt(chunk, "acTL")) {
                throw PhotoFile.animation();
            }
            if (bytes.hasAt(chunk, "eXIf")) {
                orientation = Exif.orientation(bytes, chunk + 4);
            }
            at += CHUNK_HEADER + bytes.u32((int) at, ByteOrder.BIG_ENDIAN) + CHECKSUM;
        }
        return orientation;
    }
}
