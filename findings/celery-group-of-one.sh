#!/usr/bin/env bash
# Celery 5.5.2 (Debian trixie): what follows a group gets the list of its results, but after a group of one task that task's bare result, where
# the workflow is written as chain(group, next) or first | group | next. Written as group | next or chord(group, next) it is a list again. A
# program that groups what it finds breaks on the day when it finds one thing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie redis-server=8.0 python3-celery=5.5 python3-redis

inside <<END
$redis
python3 - <<'PYTHON'
from celery import Celery, chain, chord, group
from celery.contrib.testing.worker import start_worker

app = Celery("app", broker="memory://", backend="redis://127.0.0.1/0")

@app.task
def first():
    return None

@app.task
def double(x):
    return 2 * x

@app.task
def shown(value):
    return repr(value)

with start_worker(app, perform_ping_check=False, pool="solo"):
    def told(form):
        return {count: form([double.si(n + 1) for n in range(count)]).delay().get(timeout=60) for count in (1, 2)}

    seen = {
        "group | next": told(lambda tasks: group(tasks) | shown.s()),
        "chord(group, next)": told(lambda tasks: chord(tasks, shown.s())),
        "chain(group, next)": told(lambda tasks: chain(group(tasks), shown.s())),
        "first | group | next": told(lambda tasks: first.si() | group(tasks) | shown.s()),
    }
for form, results in seen.items():
    print(f"{form:22} of one: {results[1]:5} of two: {results[2]}")
assert [results[1] for results in seen.values()] == ["[2]", "[2]", "2", "2"]
assert {results[2] for results in seen.values()} == {"[2, 4]"}
PYTHON
END
