package dev.baton.models.mood;

import dev.baton.models.catalog.ModelRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A pack of mood models in a folder, as an operator would put it there. */
public final class MoodPack {
    private final Path folder;
    private final Map<ModelRole, String> entries = new LinkedHashMap<>();

    public MoodPack(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** Puts a file into the pack; the manifest names it once it is written. */
    public MoodPack model(ModelRole role, String decoder, byte[] content, String... labels) {
        entries.put(role, """
                {"role": "%s", "file": "%s", "sha256": "%s", "licence": "none", "source": "built in",
                 "decoder": "%s", "classification": {"labels": [%s]}}""".formatted(role.label(), file(role), sha256(content), decoder, quoted(labels)));
        replace("moods/" + file(role), content);
        return this;
    }

    public MoodPack write() {
        String json =
                "{\"name\": \"moods\", \"description\": \"\", \"licence\": \"none\", \"licence_acceptance\": false,"
                        + " \"tests_only\": true, \"models\": [" + String.join(",", entries.values()) + "]}";
        replace("moods.json", json.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Makes the file another than the manifest says. */
    public void damage(ModelRole role) {
        replace("moods/" + file(role), new byte[] {'n', 'o'});
    }

    /** The bytes that are left in a buffer. */
    public static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String quoted(String... labels) {
        return Arrays.stream(labels).collect(Collectors.joining("\", \"", "\"", "\""));
    }

    private static String file(ModelRole role) {
        return role.label() + ".txt";
    }

    private void replace(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Path beside = Files.write(folder.resolve(name + ".part"), content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
