package dev.baton.photo.format;

import dev.baton.photo.format.UnacceptablePhotoException.Reason;
import java.nio.charset.StandardCharsets;

/** A file's bytes, read at given places. Reading past the end means that the file was cut off. */
record PhotoBytes(byte[] bytes) {
    int length() {
        return bytes.length;
    }

    int u8(int at) {
        if (at < 0 || at >= bytes.length) {
            throw truncated();
        }
        return bytes[at] & 0xff;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    int u16LittleEndian(int at) {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24LittleEndian(int at) {
        return u16LittleEndian(at) | u8(at + 2) << 16;
    }

    long u32LittleEndian(int at) {
        return u16LittleEndian(at) | (long) u16LittleEndian(at + 2) << 16;
    }

    String text(int at, int length) {
        if (at + length > bytes.length) {
            throw truncated();
        }
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }

    boolean startsWith(int at, String signature) {
        return at + signature.length() <= bytes.length
                && text(at, signature.length()).equals(signature);
    }

    static UnacceptablePhotoException truncated() {
        return new UnacceptablePhotoException(
                Reason.TRUNCATED, "the file ends in the middle of the photo; send it whole");
    }

    static UnacceptablePhotoException corrupt(String what) {
        return new UnacceptablePhotoException(Reason.CORRUPT, "the file is damaged: " + what);
    }

    static UnacceptablePhotoException animation() {
        return new UnacceptablePhotoException(
                Reason.UNSUPPORTED_FORMAT, "the file is an animation; a photo is one picture");
    }
}
