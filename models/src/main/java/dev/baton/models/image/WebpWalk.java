package dev.baton.models.image;

/** Reads the size of a WebP canvas and checks that the RIFF container is whole. */
final class WebpWalk {
    private static final int FIRST_CHUNK = 12;
    private static final int DATA = FIRST_CHUNK + 8;
    private static final int SIDE_MASK = 0x3FFF;

    private final EncodedBytes bytes;

    WebpWalk(EncodedBytes bytes) {
        this.bytes = bytes;
    }

    PhotoHeader header() {
        if (bytes.littleEndian32(4) + 8 > bytes.length()) {
            throw bytes.truncated();
        }
        if (isChunk('V', 'P', '8', ' ')) {
            return sized(bytes.littleEndian16(DATA + 6) & SIDE_MASK, bytes.littleEndian16(DATA + 8) & SIDE_MASK);
        }
        if (isChunk('V', 'P', '8', 'L')) {
            long packed = bytes.littleEndian32(DATA + 1);
            return sized((int) (packed & SIDE_MASK) + 1, (int) (packed >> 14 & SIDE_MASK) + 1);
        }
        if (isChunk('V', 'P', '8', 'X')) {
            return sized(bytes.littleEndian24(DATA + 4) + 1, bytes.littleEndian24(DATA + 7) + 1);
        }
        throw new UnreadablePhotoException("the WebP holds no picture");
    }

    private boolean isChunk(int... name) {
        return bytes.startsWith(FIRST_CHUNK, name);
    }

    private static PhotoHeader sized(int width, int height) {
        return new PhotoHeader("WebP", width, height);
    }
}
