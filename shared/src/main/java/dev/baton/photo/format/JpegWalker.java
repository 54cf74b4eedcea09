package dev.baton.photo.format;

import dev.baton.photo.format.UnacceptablePhotoException.Reason;

/**
 * Walks the markers of a JPEG file (ITU-T T.81, annex B) from its start to its end, as libjpeg does: stray bytes between two segments
 * are skipped.
 */
final class JpegWalker {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int TEM = 0x01;
    /** Progressive photos have about ten. */
    private static final int MOST_SCANS = 100;

    private final PhotoBytes bytes;
    private final long mostScannedPixels;
    private int width;
    private int height;
    private int scans;

    /** {@code mostScannedPixels}: pixels times scans, each of which goes over the whole picture. */
    JpegWalker(PhotoBytes bytes, long mostScannedPixels) {
        this.bytes = bytes;
        this.mostScannedPixels = mostScannedPixels;
    }

    PhotoHeader header() {
        // Decoders know a JPEG by its first three bytes.
        if (bytes.u8(2) != 0xff) {
            throw PhotoBytes.corrupt("byte 2 is 0x%02x, where a JPEG marker must begin".formatted(bytes.u8(2)));
        }
        int at = 2;
        int marker = SOI;
        while (marker != EOI) {
            at = afterMarker(at);
            marker = bytes.u8(at - 1);
            at = afterSegment(at, marker);
        }
        if (width == 0 || height == 0 || scans == 0) {
            throw PhotoBytes.corrupt("it has no picture");
        }
        return new PhotoHeader(PhotoFormat.JPEG, width, height);
    }

    // INVARIANT: the same marker as libjpeg's, for nothing may be hidden from this walk that a decoder sees.
    private int afterMarker(int at) {
        int next = at;
        while (bytes.u8(next) != 0xff || bytes.u8(next + 1) == 0 || bytes.u8(next + 1) == 0xff) {
            next++;
        }
        return next + 2;
    }

    private int afterSegment(int at, int marker) {
        if (marker == EOI || marker == TEM || isRestart(marker)) {
            return at;
        }
        if (!JpegFrame.isFrame(marker) && !isSegment(marker)) {
            throw PhotoBytes.corrupt("the JPEG marker 0x%02x at byte %s must not be there".formatted(marker, at - 2));
        }
        int length = bytes.u16(at);
        if (length < 2) {
            throw PhotoBytes.corrupt("it has a JPEG segment without a length");
        }
        if (JpegFrame.isFrame(marker)) {
            readFrame(JpegFrame.read(bytes, at, marker));
        }
        return marker == SOS ? afterScan(at + length) : at + length;
    }

    private void readFrame(JpegFrame frame) {
        // Decoders make room for the first one, whatever another says.
        if (width != 0 || height != 0) {
            throw PhotoBytes.corrupt("it has more than one JPEG frame");
        }
        frame.requireDecodable();
        width = frame.width();
        height = frame.height();
    }

    private int afterScan(int at) {
        scans++;
        // Each goes over the whole picture, in a call that nothing stops.
        if (scans > MOST_SCANS) {
            throw PhotoBytes.corrupt("it has more than " + MOST_SCANS + " JPEG scans");
        }
        if ((long) width * height * scans > mostScannedPixels) {
            throw new UnacceptablePhotoException(
                    Reason.TOO_MANY_PIXELS,
                    "the photo has %d×%d pixels in %d JPEG scans or more; at most %d million pixels times scans are allowed"
                            .formatted(width, height, scans, mostScannedPixels / 1_000_000));
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

    // DHT, DAC, SOS to DRI, APP0 to APP15, COM. Of the rest decoders make nothing.
    private static boolean isSegment(int marker) {
        return marker == 0xc4
                || marker == 0xcc
                || (marker >= SOS && marker <= 0xdd)
                || (marker >= 0xe0 && marker <= 0xef)
                || marker == 0xfe;
    }
}
