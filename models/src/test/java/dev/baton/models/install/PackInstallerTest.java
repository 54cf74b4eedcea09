package dev.baton.models.install;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.catalog.PackManifest;
import dev.baton.models.catalog.UntrustedModelException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PackInstallerTest {
    private final byte[] content = new byte[200_000];

    @TempDir
    private Path directory;

    private Path mirror;
    private ModelStore store;

    @BeforeEach
    void fillMirror() throws IOException {
        new Random(3).nextBytes(content);
        mirror = Files.createDirectory(directory.resolve("mirror"));
        Files.write(mirror.resolve(TestPacks.FILE), content);
        store = new ModelStore(directory.resolve("store"), PackCatalog.bundled());
    }

    @Test
    void fileIsInstalledFromADirectoryByItsName() throws IOException {
        PackManifest pack = plain();

        installer(mirror.toUri()).install(pack);

        assertThat(store.open(pack, model(pack))).isPresent();
        assertThat(leftovers(pack)).isEmpty();
    }

    @Test
    void memberOfAnArchiveIsTakenOutAndTheArchiveRemoved() throws IOException {
        Path zip = TestPacks.zip(mirror.resolve(TestPacks.FILE), mirror.resolve("pack.zip"));
        PackManifest pack = TestPacks.pinning(mirror.resolve(TestPacks.FILE), zip);

        installer(mirror.toUri()).install(pack);

        assertThat(store.open(pack, model(pack))).isPresent();
        assertThat(leftovers(pack)).isEmpty();
    }

    @Test
    void brokenDownloadIsContinuedWhereItEnded() throws IOException {
        PackManifest pack = plain();
        try (FlakyMirror flaky = new FlakyMirror(content, 2, true)) {
            installer(flaky.uri()).install(pack);

            assertThat(flaky.ranges()).containsExactly("none", "bytes=100000-", "bytes=150000-");
        }
        assertThat(store.open(pack, model(pack))).isPresent();
    }

    @Test
    void serverThatCannotContinueIsAskedForTheWholeFile() throws IOException {
        PackManifest pack = plain();
        try (FlakyMirror flaky = new FlakyMirror(content, 1, false)) {
            installer(flaky.uri()).install(pack);
        }
        assertThat(store.open(pack, model(pack))).isPresent();
    }

    @Test
    void staleHalfOfAnotherFileIsThrownAway() throws IOException {
        PackManifest pack = plain();
        Path part = store.directory(pack).resolve(TestPacks.FILE + ".part");
        Files.createDirectories(store.directory(pack));
        Files.write(part, new byte[150_000]);
        try (FlakyMirror flaky = new FlakyMirror(content, 0, true)) {
            installer(flaky.uri()).install(pack);

            assertThat(flaky.ranges()).containsExactly("bytes=150000-", "none");
        }
        assertThat(store.open(pack, model(pack))).isPresent();
    }

    @Test
    void connectionThatAlwaysBreaksIsGivenUp() throws IOException {
        PackManifest pack = plain();
        try (FlakyMirror flaky = new FlakyMirror(content, 100, true)) {
            assertThatExceptionOfType(ModelDownloadException.class)
                    .isThrownBy(() -> installer(flaky.uri()).install(pack))
                    .withMessageContaining("5 attempts");
        }
        assertThat(store.open(pack, model(pack))).isEmpty();
    }

    @Test
    void fileThatIsNotThePinnedOneIsNeverInstalled() throws IOException {
        PackManifest pack = plain();
        content[77] ^= 1;
        Files.write(mirror.resolve(TestPacks.FILE), content);

        assertThatExceptionOfType(UntrustedModelException.class)
                .isThrownBy(() -> installer(mirror.toUri()).install(pack))
                .withMessageContaining("is pinned to");
        assertThat(store.open(pack, model(pack))).isEmpty();
    }

    @Test
    void fileThatIsNotThereIsNotTriedAgain() throws IOException {
        PackManifest pack = plain();
        Files.delete(mirror.resolve(TestPacks.FILE));

        assertThatExceptionOfType(ModelDownloadException.class)
                .isThrownBy(() -> installer(mirror.toUri()).install(pack))
                .withMessageContaining("is not at");
    }

    @Test
    void damagedInstalledFileIsRefusedWhenOpenedAndReplacedByAnInstallation() throws IOException {
        PackManifest pack = plain();
        installer(mirror.toUri()).install(pack);
        Files.writeString(store.directory(pack).resolve(TestPacks.FILE), "damaged");

        assertThatExceptionOfType(UntrustedModelException.class)
                .isThrownBy(() -> store.open(pack, model(pack)))
                .withMessageContaining("SHA-256")
                .withMessageContaining("make models PACK=tiny");
        installer(mirror.toUri()).install(pack);
        assertThat(store.open(pack, model(pack))).isPresent();
    }

    @Test
    void licenceMustBeAcceptedOnce() throws IOException {
        PackManifest pack = TestPacks.pinning(mirror.resolve(TestPacks.FILE), true);

        assertThatExceptionOfType(LicenceNotAcceptedException.class)
                .isThrownBy(() -> installer(mirror.toUri()).install(pack))
                .withMessageContaining("ACCEPT_LICENCE=yes");
        assertThat(store.isLicenceAccepted(pack)).isFalse();
        installer(new InstallOptions(mirror.toUri(), true)).install(pack);
        assertThat(store.isLicenceAccepted(pack)).isTrue();
    }

    @Test
    void installationsAtOnceEndWithOneWholeFile() throws IOException {
        PackManifest pack = plain();
        try (FlakyMirror flaky = new FlakyMirror(content, 0, true)) {
            CompletableFuture<?>[] installations = Stream.generate(() -> CompletableFuture.runAsync(
                            () -> installer(flaky.uri()).install(pack)))
                    .limit(4)
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(installations).join();

            assertThat(flaky.ranges()).containsExactly("none");
        }
        assertThat(store.open(pack, model(pack))).isPresent();
    }

    @Test
    void mirrorMustBeADirectoryOfAKnownKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InstallOptions(URI.create("ftp://x/"), false));
        assertThat(new InstallOptions(URI.create("https://x/y"), false).mirror())
                .isEqualTo(URI.create("https://x/y/"));
    }

    private PackManifest plain() throws IOException {
        return TestPacks.pinning(mirror.resolve(TestPacks.FILE), false);
    }

    private static ModelManifest model(PackManifest pack) {
        return pack.models().get(0);
    }

    private PackInstaller installer(URI source) {
        return installer(new InstallOptions(source, false));
    }

    private PackInstaller installer(InstallOptions options) {
        return new PackInstaller(store, options, (file, bytes, total) -> {}, Duration.ofMillis(1));
    }

    private Stream<String> leftovers(PackManifest pack) throws IOException {
        try (Stream<Path> files = Files.list(store.directory(pack))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".part") || name.endsWith(".zip"))
                    .toList()
                    .stream();
        }
    }
}
