package dev.baton.photo.format;

import dev.baton.photo.format.UnacceptablePhotoException.Reason;

/** The header of a JPEG frame (ITU-T T.81, B.2.2): how the picture is coded, and its size. */
record JpegFrame(int marker, int precision, int width, int height, int channels) {
    // JPEG-LS (ITU-T T.87) has a marker of its own.
    private static final int SOF55 = 0xf7;

    // SOF0 to SOF15 without DHT, JPG and DAC, which lie between them.
    static boolean isFrame(int marker) {
        return marker == SOF55
                || (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc);
    }

    static JpegFrame read(PhotoBytes bytes, int at, int marker) {
        return new JpegFrame(marker, bytes.u8(at + 2), bytes.u16(at + 5), bytes.u16(at + 3), bytes.u8(at + 7));
    }

    /** Refuses what the decoder does not decode. */
    void requireDecodable() {
        String kind = isDecoded() ? precision == 8 ? "" : precision + "-bit" : undecoded();
        if (!kind.isEmpty()) {
            throw new UnacceptablePhotoException(
                    Reason.UNSUPPORTED_FORMAT, "the file is a " + kind + " JPEG; a JPEG photo has 8 bits and is lossy");
        }
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new UnacceptablePhotoException(
                    Reason.UNSUPPORTED_FORMAT,
                    "the file is a JPEG of " + channels + " channels; a JPEG photo has 1, 3 or 4");
        }
    }

    // Baseline, extended and progressive, in Huffman's or in arithmetic coding.
    private boolean isDecoded() {
        return marker <= 0xc2 || marker == 0xc9 || marker == 0xca;
    }

    private String undecoded() {
        return switch (marker) {
            case SOF55 -> "lossless (JPEG-LS)";
            case 0xc3, 0xcb -> "lossless";
            default -> "hierarchical";
        };
    }
}
