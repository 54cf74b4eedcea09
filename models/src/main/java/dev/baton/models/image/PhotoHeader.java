package dev.baton.models.image;

/** What a container says of itself, once walked from its first byte to its end: nothing is missing. */
record PhotoHeader(String format, int width, int height) {

    static PhotoHeader read(byte[] bytes) {
        EncodedBytes encoded = new EncodedBytes(bytes);
        if (encoded.startsWith(0, 0xFF, 0xD8, 0xFF)) {
            return new JpegWalk(encoded).header();
        }
        if (encoded.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return new PngWalk(encoded).header();
        }
        if (encoded.startsWith(0, 'R', 'I', 'F', 'F') && encoded.startsWith(8, 'W', 'E', 'B', 'P')) {
            return new WebpWalk(encoded).header();
        }
        throw new UnreadablePhotoException("the file is neither JPEG, PNG nor WebP, whatever its name says");
    }

    /** Orientation may have swapped the sides. */
    boolean describes(int decodedWidth, int decodedHeight) {
        return (decodedWidth == width && decodedHeight == height) || (decodedWidth == height && decodedHeight == width);
    }
}
