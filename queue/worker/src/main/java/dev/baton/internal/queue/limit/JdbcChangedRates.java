package dev.baton.internal.queue.limit;

import dev.baton.task.RateLimit;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code rate_limit} of the application's database. */
final class JdbcChangedRates implements ChangedRates {
    private final JdbcClient jdbc;

    JdbcChangedRates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean change(String task, String rate) {
        return jdbc.sql("""
                        insert into rate_limit (task, rate) values (?, ?)
                        on conflict (task) do update set rate = excluded.rate, version = rate_limit.version + 1
                        where rate_limit.rate <> excluded.rate""").params(task, rate).update() == 1;
    }

    @Override
    public Map<String, Changed> all() {
        return jdbc
                .sql("select task, rate, version from rate_limit")
                .query((row, number) -> Map.entry(
                        row.getString("task"),
                        new Changed(RateLimit.of(row.getString("rate")), row.getLong("version"))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
