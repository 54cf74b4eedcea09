#!/usr/bin/env bash
# celery-node 0.5.9 as a worker stores a failure as {"result": null, "traceback": {}}: neither type nor message. A Python client
# (Celery 5.5.2) that reads it gets no exception of the task's, nor one of Celery's, but RuntimeError: No active exception to reraise.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

npm install --prefix "$work/npm" --no-audit --no-fund --silent celery-node@0.5.9
echo "celery-node $(node -p 'require(process.argv[1]).version' "$work/npm/node_modules/celery-node/package.json")"
debian trixie python3-celery=5.5.2

# Its Redis backend, with a Redis that keeps what it is given.
cat >"$work/store.js" <<'END'
const Backend = require("celery-node/dist/backends/redis").default;
const kept = { set: (key, value) => console.log(value) };
Backend.prototype.storeResult.call(kept, "t1", new Error("the disk is full"), "FAILURE");
END
NODE_PATH=$work/npm/node_modules node "$work/store.js" >"$work/stored.json"
echo "stored: $(<"$work/stored.json")"

inside <<'END'
cat >/tmp/read.py <<'PYTHON'
from celery import Celery
app = Celery(broker="memory://", backend="cache+memory://")
app.backend.set(app.backend.get_key_for_task("t1"), open("/tmp/finding/stored.json").read())
try:
    app.AsyncResult("t1").get(timeout=5)
except Exception as error:
    print("read:  ", type(error).__name__ + ":", error)
    assert type(error) is RuntimeError and "No active exception" in str(error)
else:
    raise SystemExit("it ended well")
PYTHON
python3 /tmp/read.py
END
grep -q '"result":null,"traceback":{}' "$work/stored.json"
