#!/usr/bin/env bash
# Redis 8.0 (Debian trixie), default policy noeviction, memory limit reached: a script's first write decides. A SET at its begin is refused
# with OOM, as expected. The same SET after any write that needs no memory, here a DEL of a key that is not even there, is carried out,
# however large: the limit is not looked at again within the script.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie redis-server=8.0

inside <<END
$redis
redis-cli config set maxmemory 1 >/dev/null
alone=\$(redis-cli eval "redis.call('SET', 'a', string.rep('x', 1000000)) return 'written'" 0 2>&1)
after=\$(redis-cli eval "redis.call('DEL', 'none') redis.call('SET', 'a', string.rep('x', 1000000)) return 'written'" 0 2>&1)
echo "SET first:            \${alone%%,*}"
echo "DEL, then the SET:    \$after, \$(redis-cli strlen a) bytes"
[[ \$alone == *OOM* && \$after == written && \$(redis-cli strlen a) == 1000000 ]]
END
