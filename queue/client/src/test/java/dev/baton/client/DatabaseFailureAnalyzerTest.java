package dev.baton.client;

import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseFailureAnalyzerTest {
    private final DatabaseFailureAnalyzer analyzer = new DatabaseFailureAnalyzer(new MockEnvironment()
            .withProperty("spring.datasource.url", "jdbc:postgresql://db:5432/shop?user=shop&password=secret"));

    @EnableAutoConfiguration
    static class Sender {}

    @Test
    void databaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
        SQLException refused = new SQLException("Connection to db:5432 refused.", "08001");
        SQLException timedOut = new SQLException("pool: request timed out", "08001", refused);

        FailureAnalysis said = Objects.requireNonNull(analyzer.analyze(new IllegalStateException("no bean", timedOut)));

        assertThat(said.getDescription())
                .isEqualTo(
                        "PostgreSQL at jdbc:postgresql://db:5432/shop does not answer: Connection to db:5432 refused.");
        assertThat(said.getAction()).contains("make services").contains("spring.datasource.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000"})
    void databaseThatLetsTheUserNotInSaysWhatToSet(String state) {
        FailureAnalysis said = Objects.requireNonNull(analyzer.analyze(new SQLException("not you", state)));

        assertThat(said.getDescription())
                .isEqualTo("PostgreSQL at jdbc:postgresql://db:5432/shop refuses the connection: not you");
        assertThat(said.getAction()).contains("spring.datasource.url").contains("password");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"42P01", "40001"})
    void otherFailuresOfTheDatabaseAreLeftToOthers(String state) {
        assertThat(analyzer.analyze(new SQLException("another", state))).isNull();
    }

    @Test
    void applicationThatEndsWithoutItsDatabaseSaysSoAndPrintsNoTrace(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Sender.class);

        assertThatThrownBy(() -> application.run(
                        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/baton",
                        "--spring.datasource.hikari.connection-timeout=250",
                        "--spring.flyway.connect-retries=0"))
                .isNotNull();

        assertThat(output)
                .contains(
                        "PostgreSQL at jdbc:postgresql://127.0.0.1:1/baton does not answer: Connection to 127.0.0.1:1 refused")
                .doesNotContain("\tat ");
    }
}
