package dev.baton.photo.store;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class S3PhotoStoreTest extends PhotoStoreContract {
    private final TinyS3 s3 = new TinyS3("photos");
    private final PhotoStore store = new S3PhotoStore(
            PhotoStoreConfiguration.client(
                    new PhotoStoreSettings.S3("photos", "eu-central-1", s3.endpoint(), "key", "secret")),
            "photos");

    @Override
    PhotoStore store() {
        return store;
    }

    @Override
    void breakDown() {
        s3.close();
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void requestsAreSignedAndNameTheMediaType() {
        store.put(KEY, new byte[] {1}, "image/png");

        assertThat(s3.authorization()).startsWith("AWS4-HMAC-SHA256 Credential=key/");
        assertThat(s3.mediaTypeOf(KEY)).isEqualTo("image/png");
    }

    @Test
    void theStoreIsChosenBySettings() {
        PhotoStoreSettings.S3 settings =
                new PhotoStoreSettings.S3("photos", "eu-central-1", URI.create("http://127.0.0.1:1"), "key", "secret");

        PhotoStore chosen = new PhotoStoreConfiguration()
                .photoStore(new PhotoStoreSettings(PhotoStoreSettings.StoreKind.S3, Path.of("unused"), settings));

        assertThat(chosen).isInstanceOf(S3PhotoStore.class);
    }
}
