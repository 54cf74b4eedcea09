package dev.baton.photo.format;

/** The formats that photos may have. */
public enum PhotoFormat {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp");

    private final String mediaType;

    PhotoFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Returns all formats for a message. */
    static String allowed() {
        return "JPEG, PNG or WebP";
    }
}
