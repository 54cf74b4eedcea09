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
