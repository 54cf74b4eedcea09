package dev.baton.models.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes one file out of a zip, in whatever folder it lies there. */
final class ZipMember {
    private ZipMember() {}

    static void extract(Path zip, String member, Path target) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            ZipEntry entry = archive.stream()
                    .filter(one -> one.getName().equals(member) || one.getName().endsWith("/" + member))
                    .findFirst()
                    .orElseThrow(() -> new ModelDownloadException("the archive " + zip + " has no " + member));
            try (InputStream in = archive.getInputStream(entry)) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
