package dev.baton.models.image.file;

import java.nio.ByteOrder;

/** The orientation in EXIF data (JEITA CP-3451): a TIFF header, and a directory of tags. */
final class Exif {
    static final String PREFIX = "Exif\u0000\u0000";
    static final int UPRIGHT = 1;

    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;

    private Exif() {}

    /** Returns 1 to 8; 1 where the data that begin at {@code start} have none, or are none. */
    static int orientation(FileBytes bytes, int start) {
        int tiff = bytes.hasAt(start, PREFIX) ? start + PREFIX.length() : start;
        boolean isLittle = bytes.hasAt(tiff, "II*\u0000");
        if (!isLittle && !bytes.hasAt(tiff, "MM\u0000*")) {
            return UPRIGHT;
        }
        try {
            long found = tag(bytes, tiff, isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return found >= 1 && found <= 8 ? (int) found : UPRIGHT;
        } catch (BrokenFileException e) {
            // What is cut off says nothing, and the picture may be whole.
            return UPRIGHT;
        }
    }

    private static long tag(FileBytes bytes, int tiff, ByteOrder order) {
        int directory = place(bytes, tiff, tiff + 4, order);
        int entries = bytes.u16(directory, order);
        for (int at = directory + 2; at < directory + 2 + entries * ENTRY; at += ENTRY) {
            if (bytes.u16(at, order) == ORIENTATION) {
                return first(bytes, tiff, at, order);
            }
        }
        return UPRIGHT;
    }

    // The standard says SHORT; writers have used every integer type.
    private static long first(FileBytes bytes, int tiff, int entry, ByteOrder order) {
        int type = bytes.u16(entry + 2, order);
        int size = sizeOf(type);
        long count = bytes.u32(entry + 4, order);
        if (size == 0 || count == 0) {
            return UPRIGHT;
        }
        int at = size * count <= 4 ? entry + 8 : place(bytes, tiff, entry + 8, order);
        return switch (size) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16(at, order);
            default -> bytes.u32(at, order);
        };
    }

    // BYTE and SBYTE, SHORT and SSHORT, LONG and SLONG. A negative value is as wrong as one over eight.
    private static int sizeOf(int type) {
        return switch (type) {
            case 1, 6 -> 1;
            case 3, 8 -> 2;
            case 4, 9 -> 4;
            default -> 0;
        };
    }

    private static int place(FileBytes bytes, int tiff, int at, ByteOrder order) {
        return (int) Math.min(tiff + bytes.u32(at, order), bytes.length());
    }
}
