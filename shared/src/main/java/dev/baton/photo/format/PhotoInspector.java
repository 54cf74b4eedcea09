package dev.baton.photo.format;

import dev.baton.photo.format.UnacceptablePhotoException.Reason;

/**
 * Looks at a file without decoding it: is it a whole photo of an allowed format and size? It walks the container's
 * structure, so that a cut-off file and a decompression bomb are refused before a pixel is allocated.
 */
public final class PhotoInspector {
    // About twice as many as progressive photos have. A second of a processor's time goes with so many of the largest
    // photo.
    private static final int MOST_SCANS_OF_THE_LARGEST = 20;

    private final PhotoLimits limits;

    public PhotoInspector(PhotoLimits limits) {
        this.limits = limits;
    }

    /**
     * Returns the format and size of the photo in {@code bytes}.
     *
     * @throws UnacceptablePhotoException where it is none that Baton takes
     */
    public PhotoHeader inspect(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnacceptablePhotoException(
                    Reason.EMPTY, "the file is empty; a photo is " + PhotoFormat.allowed());
        }
        if (bytes.length > limits.maxBytes()) {
            throw new UnacceptablePhotoException(
                    Reason.TOO_LARGE,
                    "the file has " + bytes.length + " bytes; at most " + limits.maxBytes() + " are allowed");
        }
        PhotoHeader header = headerOf(new PhotoBytes(bytes));
        requireAllowedSize(header);
        return header;
    }

    private PhotoHeader headerOf(PhotoBytes bytes) {
        if (bytes.startsWith(0, "\u00ff\u00d8")) {
            return new JpegWalker(bytes, limits.maxPixels() * MOST_SCANS_OF_THE_LARGEST).header();
        }
        if (bytes.startsWith(0, "\u0089PNG\r\n\u001a\n")) {
            return new PngWalker(bytes).header();
        }
        if (bytes.startsWith(0, "RIFF") && bytes.startsWith(8, "WEBP")) {
            return new WebpWalker(bytes).header();
        }
        throw new UnacceptablePhotoException(
                Reason.UNSUPPORTED_FORMAT,
                "the file is " + OtherFormats.nameOf(bytes) + "; a photo is " + PhotoFormat.allowed());
    }

    private void requireAllowedSize(PhotoHeader header) {
        String size = "the photo has " + header.width() + "×" + header.height() + " pixels; ";
        if (Math.min(header.width(), header.height()) < limits.minSide()) {
            throw new UnacceptablePhotoException(
                    Reason.TOO_SMALL, size + "each side needs at least " + limits.minSide());
        }
        boolean tooLong = Math.max(header.width(), header.height()) > limits.maxSide();
        if (tooLong || (long) header.width() * header.height() > limits.maxPixels()) {
            throw new UnacceptablePhotoException(
                    Reason.TOO_MANY_PIXELS,
                    size + "at most " + limits.maxSide() + " a side and " + limits.maxPixels() / 1_000_000
                            + " million in all are allowed");
        }
    }
}
