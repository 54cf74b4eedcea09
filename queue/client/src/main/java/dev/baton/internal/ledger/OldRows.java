package dev.baton.internal.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of one table that may be forgotten once they are old. The table's owner says which those are. */
public final class OldRows {
    private final JdbcClient jdbc;
    private final String table;
    private final String condition;

    /**
     * Takes the rows of {@code table} for old that meet {@code condition}.
     *
     * @param condition in SQL, with one parameter: the moment since when rows are not old
     */
    public OldRows(JdbcClient jdbc, String table, String condition) {
        this.jdbc = jdbc;
        this.table = table;
        this.condition = condition;
    }

    public String table() {
        return table;
    }

    /**
     * Deletes what is older than {@code before}, each {@code batch} in a transaction of its own, until nothing is left or
     * {@code enough} says so. Returns how many rows.
     */
    public long delete(Instant before, int batch, BooleanSupplier enough) {
        long all = 0;
        int last = batch;
        while (last == batch && !enough.getAsBoolean()) {
            last = jdbc.sql("delete from " + table + " where ctid = any (array(select ctid from " + table + " where "
                            + condition + " limit ?))")
                    .params(Timestamp.from(before), batch)
                    .update();
            all += last;
        }
        return all;
    }
}
