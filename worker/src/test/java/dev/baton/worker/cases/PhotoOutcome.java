package dev.baton.worker.cases;

import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.image.UnreadablePhotoException;
import dev.baton.photo.format.PhotoHeader;
import dev.baton.photo.format.PhotoInspector;
import dev.baton.photo.format.PhotoLimits;
import dev.baton.photo.format.UnacceptablePhotoException;
import java.util.List;

/**
 * What becomes of a photo that is uploaded and, if it is taken, decoded.
 *
 * @param status {@code completed}, or the status and the type of the problem that it is refused with
 * @param message why it was refused, or the sizes that it has in its header and upright
 * @param isTurned whether the upright photo is as wide as the stored one is high
 * @param warnings what its result says of it
 */
record PhotoOutcome(String status, String message, boolean isTurned, List<String> warnings) {
    static final String COMPLETED = "completed";

    private static final int MOST_BYTES = 10 << 20;
    private static final PhotoInspector INSPECTOR =
            new PhotoInspector(new PhotoLimits(MOST_BYTES, 32, 16_384, 64_000_000));
    private static final PhotoDecoder DECODER = new PhotoDecoder();

    static PhotoOutcome of(byte[] file) {
        try {
            PhotoHeader header = INSPECTOR.inspect(file);
            try (Photo photo = DECODER.decode(file)) {
                return completed(header, photo);
            }
        } catch (UnacceptablePhotoException e) {
            return refused(problemOf(e.reason()), e);
        } catch (UnreadablePhotoException e) {
            return refused("422 task-refused", e);
        }
    }

    private static PhotoOutcome completed(PhotoHeader header, Photo photo) {
        String sizes = "%d×%d from %d×%d".formatted(photo.width(), photo.height(), header.width(), header.height());
        boolean isTurned = header.width() != header.height()
                && photo.width() == header.height()
                && photo.height() == header.width();
        return new PhotoOutcome(COMPLETED, sizes, isTurned, photo.warnings());
    }

    private static PhotoOutcome refused(String status, RuntimeException why) {
        return new PhotoOutcome(status, String.valueOf(why.getMessage()), false, List.of());
    }

    // As the API names them.
    private static String problemOf(UnacceptablePhotoException.Reason reason) {
        return switch (reason) {
            case EMPTY -> "422 empty-file";
            case TOO_LARGE -> "413 file-too-large";
            case UNSUPPORTED_FORMAT -> "415 unsupported-format";
            case TRUNCATED -> "422 truncated-photo";
            case CORRUPT -> "422 corrupt-photo";
            case TOO_SMALL -> "422 photo-too-small";
            case TOO_MANY_PIXELS -> "422 too-many-pixels";
        };
    }
}
