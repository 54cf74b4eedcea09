package dev.baton.photo.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What files are that are no photos for Baton, by their first bytes, for people to read. */
final class OtherFormats {
    // Files of several brands are called by the first of these that they name (ISO/IEC 23000-22 and 23008-12, AV1 Image
    // File Format).
    private static final Map<String, String> BY_BRAND = Map.ofEntries(
            Map.entry("avif", "an AVIF image"),
            Map.entry("avis", "an AVIF image"),
            Map.entry("avio", "an AVIF image"),
            Map.entry("heic", "a HEIC image"),
            Map.entry("heix", "a HEIC image"),
            Map.entry("heim", "a HEIC image"),
            Map.entry("heis", "a HEIC image"),
            Map.entry("hevc", "a HEIC image"),
            Map.entry("hevx", "a HEIC image"),
            Map.entry("crx ", "a raw image"));

    private static final List<String> GENERAL_BRANDS = List.of("mif1", "mif2", "msf1", "miaf", "mif3");

    private static final Map<String, String> BY_START = Map.of(
            "GIF8", "a GIF",
            "II*\u0000", "a TIFF or raw image",
            "MM\u0000*", "a TIFF or raw image",
            "BM", "a BMP image",
            "%PDF", "a PDF document",
            "8BPS", "a Photoshop document",
            "\u00ff\n", "a JPEG XL image",
            "\u0000\u0000\u0000\fJXL ", "a JPEG XL image",
            "\u0000\u0000\u0000\fjP  ", "a JPEG 2000 image",
            "\u00ffO\u00ffQ", "a JPEG 2000 image");

    private OtherFormats() {}

    static String nameOf(PhotoBytes bytes) {
        if (bytes.startsWith(4, "ftyp")) {
            return nameOf(brands(bytes));
        }
        return BY_START.entrySet().stream()
                .filter(entry -> bytes.startsWith(0, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("not an image");
    }

    private static String nameOf(List<String> brands) {
        return brands.stream()
                .filter(BY_BRAND::containsKey)
                .map(BY_BRAND::get)
                .findFirst()
                .orElseGet(() -> brands.stream().anyMatch(GENERAL_BRANDS::contains) ? "a HEIF image" : "a video");
    }

    /** Returns the main brand and those that the file is compatible with, as far as its first box is there. */
    private static List<String> brands(PhotoBytes bytes) {
        int end = (int) Math.min(Math.max(bytes.u32(0), 12), bytes.length());
        List<String> brands = new ArrayList<>();
        for (int at = 8; at + 4 <= end; at += 4) {
            // Between them is a version.
            if (at != 12) {
                brands.add(bytes.text(at, 4));
            }
        }
        return brands;
    }
}
