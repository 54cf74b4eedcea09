package dev.baton.photo.format;

/** Reads the header of a WebP file (RFC 9649). */
final class WebpWalker {
    private static final int FIRST_CHUNK = 12;
    private static final int PAYLOAD = 20;
    private static final int ANIMATED = 0x02;

    private final PhotoBytes bytes;

    WebpWalker(PhotoBytes bytes) {
        this.bytes = bytes;
    }

    PhotoHeader header() {
        if (bytes.u32LittleEndian(4) + 8 > bytes.length()) {
            throw PhotoBytes.truncated();
        }
        return switch (bytes.text(FIRST_CHUNK, 4)) {
            case "VP8 " -> lossy();
            case "VP8L" -> lossless();
            case "VP8X" -> extended();
            default -> throw PhotoBytes.corrupt("it has no picture");
        };
    }

    private PhotoHeader lossy() {
        return new PhotoHeader(
                PhotoFormat.WEBP,
                bytes.u16LittleEndian(PAYLOAD + 6) & 0x3fff,
                bytes.u16LittleEndian(PAYLOAD + 8) & 0x3fff);
    }

    private PhotoHeader lossless() {
        long bits = bytes.u32LittleEndian(PAYLOAD + 1);
        return new PhotoHeader(PhotoFormat.WEBP, (int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1);
    }

    private PhotoHeader extended() {
        if ((bytes.u8(PAYLOAD) & ANIMATED) != 0) {
            throw PhotoBytes.animation();
        }
        return new PhotoHeader(
                PhotoFormat.WEBP, bytes.u24LittleEndian(PAYLOAD + 4) + 1, bytes.u24LittleEndian(PAYLOAD + 7) + 1);
    }
}
