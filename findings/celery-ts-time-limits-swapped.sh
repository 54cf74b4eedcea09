#!/usr/bin/env bash
# celery-ts 1.2.3 writes its time limits as [soft, hard], where every worker of Celery's reads [hard, soft] (Celery's own client writes it so;
# its documentation of the protocol says it the other way round). A task with a soft limit of 10 s and a hard one of 60 s is killed after 10 s
# and never told before. A Celery worker takes the pair as it comes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

npm install --prefix "$work/npm" --no-audit --no-fund --silent celery-ts@1.2.3
echo "celery-ts $(node -p 'require(process.argv[1]).version' "$work/npm/node_modules/celery-ts/package.json")"
debian trixie python3-celery=5.5.2

# A broker that keeps what it is given.
cat >"$work/limits.js" <<'END'
const { Task } = require("celery-ts");
const broker = { publish: async message => console.log(JSON.stringify(message.headers.timelimit)) };
const backend = { get: () => new Promise(() => {}) };
new Task({ name: "t", appId: "a", backend, brokers: [broker], failoverStrategy: all => all[0], softTimeLimit: 10, hardTimeLimit: 60 })
    .applyAsync({ args: [], kwargs: {} });
END
sent=$(NODE_PATH=$work/npm/node_modules node "$work/limits.js")
echo "celery-ts, soft 10 and hard 60: $sent"

inside <<END
cat >/tmp/read.py <<'PYTHON'
from celery import Celery
from celery.app.task import Context
app = Celery()
own = app.amqp.as_task_v2("id", "t", soft_time_limit=10, time_limit=60).headers["timelimit"]
print("Celery,    soft 10 and hard 60:", own)
hard, soft = Context({"timelimit": $sent}).timelimit
print("read by a worker:", "hard", hard, "soft", soft)
assert list(own) == [60, 10] and (hard, soft) == (10, 60)
PYTHON
python3 /tmp/read.py
END
[[ $sent == "[10,60]" ]]
