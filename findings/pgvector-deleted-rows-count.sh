#!/usr/bin/env bash
# pgvector 0.8.0 on PostgreSQL 17 (Debian trixie): rows that were deleted stay in an HNSW index until VACUUM, and count among the
# hnsw.ef_search candidates. Delete the 40 nearest of 1,040 and the 10 nearest of the rest are not found: the answer is empty, not shorter.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie postgresql-17=17. postgresql-17-pgvector=0.8.0

inside <<END
$postgresql
psql -qc "create extension vector" -c "create table face (id int, v vector(2)) with (autovacuum_enabled = off)" \
    -c "insert into face select n, ('[' || cos(n / 2000.0) || ',' || sin(n / 2000.0) || ']')::vector from generate_series(1, 1040) n" \
    -c "create index on face using hnsw (v vector_cosine_ops)"
found() { psql -qAt -c "set enable_seqscan = off" "\$@" -c "select count(*) from (select id from face order by v <=> '[1,0]' limit 10) f" | tail -n 1; }
before=\$(found)
psql -qc "delete from face where id <= 40"
deleted=\$(found)
iterating=\$(found -c "select '[1]'::vector" -c "set hnsw.iterative_scan = relaxed_order")
psql -qc "vacuum face"
vacuumed=\$(found)
echo "found of 10: \$before before, \$deleted after the deletion, \$iterating with hnsw.iterative_scan, \$vacuumed after VACUUM"
[[ \$before == 10 && \$deleted == 0 && \$iterating == 10 && \$vacuumed == 10 ]]
END
