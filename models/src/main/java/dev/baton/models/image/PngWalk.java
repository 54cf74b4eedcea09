package dev.baton.models.image;

/** Walks the chunks of a PNG from IHDR to IEND and checks the sums of the critical ones. */
final class PngWalk {
    private static final int FIRST_CHUNK = 8;
    private static final int CHUNK_OVERHEAD = 12;
    private static final int HEADER_LENGTH = 13;

    private final EncodedBytes bytes;

    PngWalk(EncodedBytes bytes) {
        this.bytes = bytes;
    }

    PhotoHeader header() {
        if (!isChunk(FIRST_CHUNK, 'I', 'H', 'D', 'R') || bytes.u32(FIRST_CHUNK) != HEADER_LENGTH) {
            throw new UnreadablePhotoException("the PNG does not start with its header");
        }
        int position = FIRST_CHUNK;
        while (!isChunk(position, 'I', 'E', 'N', 'D')) {
            position = chunkAfter(position);
        }
        chunkAfter(position);
        return new PhotoHeader("PNG", side(FIRST_CHUNK + 8), side(FIRST_CHUNK + 12));
    }

    private int chunkAfter(int position) {
        long length = bytes.u32(position);
        if (position + CHUNK_OVERHEAD + length > bytes.length()) {
            throw bytes.truncated();
        }
        int end = position + CHUNK_OVERHEAD + (int) length;
        boolean critical = Character.isUpperCase(bytes.u8(position + 4));
        if (critical && bytes.crc32(position + 4, (int) length + 4) != bytes.u32(end - 4)) {
            throw new UnreadablePhotoException("the PNG is damaged: a checksum does not match");
        }
        return end;
    }

    private boolean isChunk(int position, int... name) {
        return bytes.startsWith(position + 4, name);
    }

    private int side(int at) {
        return (int) Math.min(bytes.u32(at), Integer.MAX_VALUE);
    }
}
