#!/usr/bin/env bash
# pgvector 0.8.0 on PostgreSQL 17 (Debian trixie): halfvec rounds to what half a float holds. 65519 becomes 65504 and 65520 is refused, so the
# border is no number that anybody writes down; 1e-9 becomes 0 without a word; 2049 becomes 2048. A cast from vector does the same.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie postgresql-17=17. postgresql-17-pgvector=0.8.0

inside <<END
$postgresql
psql -qc "create extension vector"
kept=\$(psql -qAtc "select '[65519,1e-9,2049]'::halfvec, '[65519,1e-9,2049]'::vector::halfvec" 2>&1)
refused=\$(psql -qAtc "select '[65520]'::halfvec" 2>&1 || true)
echo "65519, 1e-9, 2049: \$kept"
echo "65520:             \${refused%%$'\n'*}"
[[ \$kept == "[65504,0,2048]|[65504,0,2048]" && \$refused == *"out of range"* ]]
END
