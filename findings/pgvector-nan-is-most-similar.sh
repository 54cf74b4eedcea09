#!/usr/bin/env bash
# pgvector 0.8.0 on PostgreSQL 17 (Debian trixie): the cosine distance to a vector of zeros is NaN, and to PostgreSQL NaN is more than every
# number. So "similarity >= 0.9" holds for it, and "order by similarity desc" puts it before an exact match. In an order by distance it is
# last, and an HNSW index does not hold it at all: the same query finds it or not, as the planner pleases.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie postgresql-17=17. postgresql-17-pgvector=0.8.0

inside <<END
$postgresql
psql -qc "create extension vector" -c "create table face (name text, v vector(2))" \
    -c "insert into face values ('same', '[1,0]'), ('other', '[0,1]'), ('zero', '[0,0]')"
psql -qc "create index on face using hnsw (v vector_cosine_ops)"
similar=\$(psql -qAtc "select string_agg(name || '=' || s, ' ' order by s desc) from (select name, 1 - (v <=> '[1,0]') s from face) f where s >= 0.9")
scanned=\$(psql -qAtc "set enable_indexscan = off" -c "select count(*) from (select 1 from face order by v <=> '[1,0]' limit 10) f")
indexed=\$(psql -qAtc "set enable_seqscan = off" -c "select count(*) from (select 1 from face order by v <=> '[1,0]' limit 10) f")
echo "similarity >= 0.9: \$similar"
echo "rows by a scan of the table: \$scanned, by the index: \$indexed"
[[ \$similar == "zero=NaN same=1" && \$scanned == 3 && \$indexed == 2 ]]
END
