package dev.baton.models.image;

import java.util.zip.CRC32;

/** Encoded bytes that refuse to be read beyond their end. */
final class EncodedBytes {
    private final byte[] bytes;

    EncodedBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    boolean startsWith(int from, int... expected) {
        if (from + expected.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[from + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    int u8(int at) {
        if (at < 0 || at >= bytes.length) {
            throw truncated();
        }
        return bytes[at] & 0xFF;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    int littleEndian16(int at) {
        return u8(at) | u8(at + 1) << 8;
    }

    int littleEndian24(int at) {
        return littleEndian16(at) | u8(at + 2) << 16;
    }

    long littleEndian32(int at) {
        return littleEndian16(at) | (long) littleEndian16(at + 2) << 16;
    }

    long crc32(int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return crc.getValue();
    }

    UnreadablePhotoException truncated() {
        return new UnreadablePhotoException("the file ends before the photo does, after " + bytes.length + " bytes");
    }
}
