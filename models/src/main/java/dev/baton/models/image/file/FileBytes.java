package dev.baton.models.image.file;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a file, read at given places in either order. Nothing is past the end. */
record FileBytes(byte[] bytes) {
    int length() {
        return bytes.length;
    }

    int u8(int at) {
        if (at < 0 || at >= bytes.length) {
            throw new BrokenFileException("the file ends in the middle of the photo");
        }
        return bytes[at] & 0xff;
    }

    int u16(int at, ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? u8(at) << 8 | u8(at + 1) : u8(at) | u8(at + 1) << 8;
    }

    int u16(int at) {
        return u16(at, ByteOrder.BIG_ENDIAN);
    }

    long u32(int at, ByteOrder order) {
        long first = u16(at, order);
        long second = u16(at + 2, order);
        return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : first | second << 16;
    }

    boolean hasAt(int at, String text) {
        byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < expected.length; i++) {
            if (at < 0 || at + i >= bytes.length || bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
