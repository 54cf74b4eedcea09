package dev.baton.client;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in two lines, instead of the traces of nested beans, that an application ended since its database does not let it in. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    private static final String URL = "spring.datasource.url";
    // Classes of SQL states.
    private static final String NO_CONNECTION = "08";
    private static final String NO_SUCH_USER = "28";
    private static final String NO_SUCH_DATABASE = "3D";

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        if (state.startsWith(NO_CONNECTION)) {
            return said("does not answer", "Start it with `make services`, or set " + URL + ".", failure);
        }
        if (state.startsWith(NO_SUCH_USER) || state.startsWith(NO_SUCH_DATABASE)) {
            return said("refuses the connection", "Set " + URL + ", .username and .password.", failure);
        }
        return null;
    }

    private FailureAnalysis said(String what, String action, SQLException failure) {
        return new FailureAnalysis(
                "PostgreSQL at " + address() + " " + what + ": " + innermost(failure), action, failure);
    }

    /** Parameters may hold a password. */
    private String address() {
        return environment.getProperty(URL, "").replaceFirst("\\?.*", "");
    }

    private static @Nullable String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() instanceof SQLException deeper) {
            cause = deeper;
        }
        return cause.getMessage();
    }
}
