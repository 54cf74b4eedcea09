package dev.baton.photo.format;

/** Walks the markers of a JPEG file (ITU-T T.81, annex B) from its start to its end. */
final class JpegWalker {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int TEM = 0x01;
    /** Progressive photos have about ten. */
    private static final int MOST_SCANS = 100;

    private final PhotoBytes bytes;
    private int width;
    private int height;
    private int scans;

    JpegWalker(PhotoBytes bytes) {
        this.bytes = bytes;
    }

    PhotoHeader header() {
        int at = 0;
        int marker = SOI;
        while (marker != EOI) {
            at = afterMarker(at);
            marker = bytes.u8(at - 1);
            at = afterSegment(at, marker);
        }
        if (width == 0 || height == 0) {
            throw PhotoBytes.corrupt("it has no picture");
        }
        return new PhotoHeader(PhotoFormat.JPEG, width, height);
    }

    private int afterMarker(int at) {
        if (bytes.u8(at) != 0xff) {
            throw PhotoBytes.corrupt("it has no JPEG marker where one must be");
        }
        int next = at + 1;
        while (bytes.u8(next) == 0xff) {
            next++;
        }
        return next + 1;
    }

    private int afterSegment(int at, int marker) {
        if (marker == SOI || marker == EOI || marker == TEM || isRestart(marker)) {
            return at;
        }
        int length = bytes.u16(at);
        if (length < 2) {
            throw PhotoBytes.corrupt("it has a JPEG segment without a length");
        }
        if (isFrame(marker)) {
            // Decoders make room for the first one, whatever another says.
            if (width != 0 || height != 0) {
                throw PhotoBytes.corrupt("it has more than one JPEG frame");
            }
            height = bytes.u16(at + 3);
            width = bytes.u16(at + 5);
        }
        return marker == SOS ? afterScan(at + length) : at + length;
    }

    private int afterScan(int at) {
        scans++;
        // Each goes over the whole picture, in a call that nothing stops.
        if (scans > MOST_SCANS) {
            throw PhotoBytes.corrupt("it has more than " + MOST_SCANS + " JPEG scans");
        }
        int next = at;
        while (bytes.u8(next) != 0xff || isInScan(bytes.u8(next + 1))) {
            next++;
        }
        return next;
    }

    private static boolean isInScan(int following) {
        return following == 0 || following == 0xff || isRestart(following);
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    // SOF0 to SOF15 without DHT, JPG and DAC, which lie between them.
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
