#!/usr/bin/env bash
# pgvector 0.8.0 on PostgreSQL 17 (Debian trixie): on a new connection any hnsw.* setting is taken in silence, misspelt ones and impossible
# values too, since the library is loaded by the first use of its types only. The same statements are refused a moment later, once a vector
# has been read. So a search that begins with its settings runs without the misspelt one, and nobody hears of it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie postgresql-17=17. postgresql-17-pgvector=0.8.0

inside <<END
$postgresql
psql -qc "create extension vector"
try() { psql -qAt -v ON_ERROR_STOP=1 "\$@" 2>&1 | tail -n 1 || true; }
new=\$(try -c "set hnsw.itertive_scan = 'relaxed_order'" -c "set hnsw.ef_search = 'many'" -c "select 'taken'")
name=\$(try -c "select '[1]'::vector" -c "set hnsw.itertive_scan = 'relaxed_order'")
value=\$(try -c "select '[1]'::vector" -c "set hnsw.ef_search = 'many'")
echo "new connection:   \$new"
echo "after a vector:   \$name"
echo "                  \$value"
[[ \$new == taken && \$name == *DETAIL*hnsw*reserved* && \$value == *hnsw.ef_search* ]]
END
