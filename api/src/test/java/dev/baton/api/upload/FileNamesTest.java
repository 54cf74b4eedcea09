package dev.baton.api.upload;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FileNamesTest {
    @Test
    void onlyTheLastPartOfAPathIsKept() {
        assertThat(FileNames.of("../../etc/passwd", 0)).isEqualTo("passwd");
        assertThat(FileNames.of("C:\\Users\\me\\ziel ä.jpg", 0)).isEqualTo("ziel ä.jpg");
    }

    @Test
    void whatCannotBeShownOrStoredIsLeftOut() {
        assertThat(FileNames.of("a\u0000b\r\n\t.jpg", 0)).isEqualTo("ab.jpg");
        assertThat(FileNames.of("a\ud83d.jpg", 0)).isEqualTo("a.jpg");
        assertThat(FileNames.of("\ud83c\udfc3.jpg", 0)).isEqualTo("\ud83c\udfc3.jpg");
    }

    /** Shown from right to left the name would end in .jpg. */
    @Test
    void whatChangesTheDirectionOfWritingIsLeftOut() {
        assertThat(FileNames.of("a\u202egpj.exe", 0)).isEqualTo("agpj.exe");
        for (int control : new int[] {
            0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x2028
        }) {
            assertThat(FileNames.of("a" + Character.toString(control) + "b.jpg", 0))
                    .isEqualTo("ab.jpg");
        }
        assertThat(FileNames.of("\u05e9\u05dc\u05d5\u05dd.jpg", 0)).isEqualTo("\u05e9\u05dc\u05d5\u05dd.jpg");
        assertThat(FileNames.of("\ud83d\udc68\u200d\ud83d\udc69.jpg", 0))
                .isEqualTo("\ud83d\udc68\u200d\ud83d\udc69.jpg");
    }

    @Test
    void aFileWithoutANameIsNamedByItsPlace() {
        assertThat(FileNames.of(null, 0)).isEqualTo("photo-1");
        assertThat(FileNames.of("dir/", 4)).isEqualTo("photo-5");
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(FileNames.of("\ud83c\udfc3".repeat(300), 0)).isEqualTo("\ud83c\udfc3".repeat(255));
    }
}
