package dev.baton.photo.store;

import dev.baton.photo.format.PhotoFormat;
import dev.baton.testing.Pictures;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every photo store promises. */
abstract class PhotoStoreContract {
    static final String KEY = PhotoKeys.of(UUID.randomUUID(), UUID.randomUUID(), PhotoFormat.PNG);

    abstract PhotoStore store();

    abstract void breakDown();

    @Test
    void whatWasPutIsThere() {
        byte[] photo = Pictures.png(64, 48);

        store().put(KEY, photo, "image/png");

        assertThat(store().get(KEY)).isEqualTo(photo);
    }

    @Test
    void whatWasPutCanBeReadBitByBit() throws IOException {
        byte[] photo = Pictures.png(64, 48);
        store().put(KEY, photo, "image/png");

        Resource opened = store().open(KEY);

        assertThat(opened.contentLength()).isEqualTo(photo.length);
        // A client that asks for several parts has it opened as often.
        for (int time = 0; time < 2; time++) {
            try (InputStream bytes = opened.getInputStream()) {
                assertThat(bytes).hasBinaryContent(photo);
            }
        }
        store().delete(KEY);
        assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(MissingPhotoException.class);
    }

    @Test
    void puttingAgainReplaces() {
        store().put(KEY, Pictures.png(64, 48), "image/png");

        store().put(KEY, new byte[] {1, 2, 3}, "image/png");

        assertThat(store().get(KEY)).containsExactly(1, 2, 3);
    }

    @Test
    void whatWasDeletedIsMissing() {
        store().put(KEY, new byte[] {1}, "image/png");

        store().delete(KEY);

        assertThatThrownBy(() -> store().get(KEY)).isInstanceOf(MissingPhotoException.class);
    }

    @Test
    void whatHoldsPhotosIsNone() {
        store().put(KEY, new byte[] {1}, "image/png");
        String holder = KEY.substring(0, KEY.lastIndexOf('/'));

        assertThatThrownBy(() -> store().get(holder)).isInstanceOf(MissingPhotoException.class);
        assertThatThrownBy(() -> store().open(holder)).isInstanceOf(MissingPhotoException.class);
    }

    @Test
    void deletingNothingIsAllowed() {
        store().delete(KEY);

        assertThatThrownBy(() -> store().get(KEY)).isInstanceOf(MissingPhotoException.class);
    }

    @Test
    void keysCannotLeaveTheStore() {
        for (String key : new String[] {"../outside", "/etc/passwd", "a/../../b", "", "a//b", "a/.hidden"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> store().get(key));
            assertThatIllegalArgumentException().isThrownBy(() -> store().put(key, new byte[1], "image/png"));
            assertThatIllegalArgumentException().isThrownBy(() -> store().delete(key));
        }
    }

    @Test
    void aStoreThatIsDownSaysSo() {
        breakDown();

        assertThatThrownBy(() -> store().put(KEY, new byte[1], "image/png"))
                .isInstanceOf(PhotoStoreUnavailableException.class);
    }
}
