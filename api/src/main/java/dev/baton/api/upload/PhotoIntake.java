package dev.baton.api.upload;

import dev.baton.api.enqueue.NewPhoto;
import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.photo.format.PhotoFormat;
import dev.baton.photo.format.PhotoInspector;
import dev.baton.photo.format.PhotoLimits;
import dev.baton.photo.format.UnacceptablePhotoException;
import dev.baton.photo.format.UnacceptablePhotoException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Looks at every file of a request, one at a time, so that one photo's bytes are in memory and no more. */
@Component
public final class PhotoIntake {
    private final PhotoInspector inspector;
    private final PhotoLimits limits;

    PhotoIntake(PhotoInspector inspector, PhotoLimits limits) {
        this.inspector = inspector;
        this.limits = limits;
    }

    /** Returns {@code files} as photos. Where any is none, it throws a problem that names every such file. */
    public List<NewPhoto> inspect(List<MultipartFile> files) {
        List<NewPhoto> photos = new ArrayList<>();
        List<BadFile> bad = new ArrayList<>();
        for (int index = 0; index < files.size(); index++) {
            String name = FileNames.of(files.get(index).getOriginalFilename(), index);
            try {
                photos.add(inspect(name, files.get(index)));
            } catch (ProblemException e) {
                bad.add(new BadFile(index, name, e.type(), e.detail()));
            }
        }
        if (!bad.isEmpty()) {
            throw refusal(bad, files.size());
        }
        return photos;
    }

    private NewPhoto inspect(String name, MultipartFile file) {
        if (file.getSize() > limits.maxBytes()) {
            throw ProblemType.FILE_TOO_LARGE.because(
                    "the file has " + file.getSize() + " bytes; at most " + limits.maxBytes() + " are allowed");
        }
        byte[] bytes = bytesOf(file);
        try {
            PhotoFormat format = inspector.inspect(bytes).format();
            return new NewPhoto(name, DigestUtils.sha256Hex(bytes), format, () -> bytesOf(file));
        } catch (UnacceptablePhotoException e) {
            throw problemOf(e.reason()).because(String.valueOf(e.getMessage()));
        }
    }

    private static ProblemType problemOf(Reason reason) {
        return switch (reason) {
            case EMPTY -> ProblemType.EMPTY_FILE;
            case TOO_LARGE -> ProblemType.FILE_TOO_LARGE;
            case UNSUPPORTED_FORMAT -> ProblemType.UNSUPPORTED_FORMAT;
            case TRUNCATED -> ProblemType.TRUNCATED_PHOTO;
            case CORRUPT -> ProblemType.CORRUPT_PHOTO;
            case TOO_SMALL -> ProblemType.PHOTO_TOO_SMALL;
            case TOO_MANY_PIXELS -> ProblemType.TOO_MANY_PIXELS;
        };
    }

    private static byte[] bytesOf(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("an uploaded file could not be read back", e);
        }
    }

    private static ProblemException refusal(List<BadFile> bad, int all) {
        boolean alike = bad.stream().map(BadFile::type).distinct().count() == 1;
        ProblemType type = alike ? bad.get(0).type() : ProblemType.UNACCEPTABLE_PHOTOS;
        String detail = all == 1
                ? bad.get(0).detail()
                : bad.size() + " of " + all + " files cannot be taken, so none was: '"
                        + bad.get(0).fileName() + "': " + bad.get(0).detail();
        return type.because(detail)
                .with("files", bad.stream().map(BadFile::body).toList());
    }

    private record BadFile(int index, String fileName, ProblemType type, String detail) {
        BadFileBody body() {
            return new BadFileBody(index, fileName, type.wireName(), detail);
        }
    }

    private record BadFileBody(int index, String fileName, String reason, String detail) {}
}
