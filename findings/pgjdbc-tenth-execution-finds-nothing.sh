#!/usr/bin/env bash
# PgJDBC 42.7.13, PostgreSQL 17, pgvector 0.8.0 (Debian trixie), defaults everywhere: a prepared search by similarity with a filter, one and
# the same, with the same parameters, finds its 10 rows nine times and none from the tenth execution on. The driver prepares on the server
# at its fifth, the server plans for any parameters at the fifth after that, and the new plan walks the HNSW index first and filters after.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie postgresql-17=17. postgresql-17-pgvector=0.8.0
jars org.postgresql:postgresql:42.7.13

cat >"$work/Tenth.java" <<'JAVA'
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class Tenth {
    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres")) {
            try (var statement = connection.createStatement()) {
                statement.execute("create extension vector");
                statement.execute("create table face (id serial primary key, event int, v vector(16))");
                statement.execute("select setseed(0.5)");
                // Of 20,000 faces 10 are of event 1, and far from what is looked for.
                statement.execute("insert into face (event, v) select case when n <= 10 then 1 else n % 5 + 2 end,"
                        + " (select array_agg(random() + case when n <= 10 and d = 1 then -9 else 0 end) from generate_series(1, 16) d"
                        + " where n > 0)::vector from generate_series(1, 20000) n");
                statement.execute("create index on face using hnsw (v vector_cosine_ops)");
                statement.execute("analyze face");
            }
            List<Integer> found = new ArrayList<>();
            try (var search = connection.prepareStatement(
                    "select id from face where event = ? order by v <=> '[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]' limit 10")) {
                for (int execution = 1; execution <= 12; execution++) {
                    search.setInt(1, 1);
                    int rows = 0;
                    try (var answer = search.executeQuery()) {
                        while (answer.next()) {
                            rows++;
                        }
                    }
                    found.add(rows);
                }
            }
            System.out.println("rows found by executions 1 to 12: " + found);
            List<Integer> seen = new ArrayList<>(Collections.nCopies(9, 10));
            seen.addAll(Collections.nCopies(3, 0));
            if (!found.equals(seen)) {
                throw new AssertionError("other plans");
            }
        }
    }
}
JAVA
{ echo "$postgresql"; echo 'touch /tmp/finding/ready; wait'; } | beside java -cp "$work/jars/*" "$work/Tenth.java"
