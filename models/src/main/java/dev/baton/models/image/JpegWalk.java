package dev.baton.models.image;

/** Walks the segments and scans of a JPEG from SOI to EOI (ITU T.81, annex B). */
final class JpegWalk {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    /** Many scans of a large frame make a small file take minutes. */
    private static final int MAX_SCANS = 200;

    private final EncodedBytes bytes;
    private int position = 2;
    private int width;
    private int height;
    private int scans;

    JpegWalk(EncodedBytes bytes) {
        this.bytes = bytes;
    }

    PhotoHeader header() {
        for (int marker = nextMarker(); marker != END_OF_IMAGE; marker = nextMarker()) {
            if (hasSegment(marker)) {
                segment(marker);
            }
        }
        if (width == 0 || height == 0 || scans == 0) {
            throw new UnreadablePhotoException("the JPEG holds no picture");
        }
        return new PhotoHeader("JPEG", width, height);
    }

    private void segment(int marker) {
        int length = bytes.u16(position);
        if (length < 2 || position + length > bytes.length()) {
            throw bytes.truncated();
        }
        if (isFrame(marker)) {
            height = bytes.u16(position + 3);
            width = bytes.u16(position + 5);
        }
        position += length;
        if (marker == START_OF_SCAN && ++scans > MAX_SCANS) {
            throw new UnreadablePhotoException("the JPEG has more than " + MAX_SCANS + " scans");
        }
    }

    /** The next marker, past entropy-coded data: stuffed zeros, restart markers and fill bytes are passed over. */
    private int nextMarker() {
        while (true) {
            if (bytes.u8(position++) != 0xFF) {
                continue;
            }
            int code = bytes.u8(position);
            if (code == 0xFF) {
                continue;
            }
            position++;
            if (code != 0) {
                return code;
            }
        }
    }

    private static boolean hasSegment(int marker) {
        boolean restart = marker >= 0xD0 && marker <= 0xD7;
        return !restart && marker != 0x01;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
