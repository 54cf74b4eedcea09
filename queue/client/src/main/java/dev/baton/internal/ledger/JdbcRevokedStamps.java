package dev.baton.internal.ledger;

import dev.baton.task.Mark;
import java.time.Duration;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code revoked_stamp} of the application's database. */
final class JdbcRevokedStamps implements RevokedStamps {
    /** Longer than tasks wait on a queue; those that wait in the schedule end when the stamp is revoked. */
    private static final Duration KEPT_FOR = Duration.ofDays(7);

    private static final int MOST = 100_000;

    private final JdbcClient jdbc;

    JdbcRevokedStamps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Collection<Mark> stamps) {
        jdbc.sql("insert into revoked_stamp (stamp) select distinct unnest(cast(? as text[])) order by 1"
                        + " on conflict (stamp) do update set revoked_at = now()")
                .param(texts(stamps))
                .update();
        jdbc.sql("delete from revoked_stamp where revoked_at < now() - make_interval(secs => ?) or stamp in"
                        + " (select stamp from revoked_stamp order by revoked_at desc offset ?)")
                .params(KEPT_FOR.toSeconds(), MOST)
                .update();
    }

    @Override
    public boolean hasOneOf(Collection<Mark> marks) {
        return jdbc.sql("select exists (select from revoked_stamp where stamp = any (cast(? as text[]))"
                        + " and revoked_at > now() - make_interval(secs => ?))")
                .params(texts(marks), KEPT_FOR.toSeconds())
                .query(Boolean.class)
                .single();
    }

    private static String[] texts(Collection<Mark> marks) {
        return marks.stream().map(Mark::text).toArray(String[]::new);
    }
}
