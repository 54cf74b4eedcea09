package dev.baton.internal.queue.control;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ControlCommandTest {
    /** What Python 3.13's fnmatch answers. */
    @ParameterizedTest
    @CsvSource({
        "*, true",
        "baton?@host, true",
        "baton[0-9]@*, true",
        "baton[!0-9]@*, false",
        "Baton*, false",
        "baton7, false",
        "baton[@host, false",
        "baton7@h.st, false",
        "[a-c]aton7@host, true"
    })
    void aGlobMatchesAsPythonsDoes(String pattern, boolean matches) {
        assertThat(command("\"pattern\": \"" + pattern + "\", \"matcher\": \"glob\"")
                        .isFor("baton7@host"))
                .isEqualTo(matches);
    }

    @Test
    void aCommandIsForThoseItNamesOrForAll() {
        assertThat(command("\"destination\": [\"a@h\"]").isFor("a@h")).isTrue();
        assertThat(command("\"destination\": [\"a@h\"]").isFor("b@h")).isFalse();
        assertThat(command("\"destination\": []").isFor("a@h")).isTrue();
        assertThat(command("\"pattern\": \"x\"").isFor("a@h")).isTrue();
        assertThat(command("\"pattern\": \"(\", \"matcher\": \"pcre\"").isFor("a@h"))
                .isFalse();
    }

    @Test
    void argumentsMayBeTextsAsTheCommandLineSendsThem() {
        ControlCommand command =
                command("\"arguments\": {\"n\": \"3\", \"soft\": \"0.25\", \"bad\": \"much\", \"none\": null}");

        assertThat(command.number("n", 1)).isEqualTo(3);
        assertThat(command.number("absent", 1)).isEqualTo(1);
        assertThat(command.seconds("soft")).hasMillis(250);
        assertThat(command.seconds("none")).isNull();
        assertThatThrownBy(() -> command.number("bad", 1)).hasMessageContaining("'bad' must be a number");
        assertThatThrownBy(() -> command.text("none")).hasMessageContaining("'none' must be a text");
    }

    private static ControlCommand command(String fields) {
        return ControlCommand.parse("{\"method\": \"ping\", " + fields + "}");
    }
}
