#!/usr/bin/env bash
# Celery 5.5.2 (Debian trixie): a chord keeps nothing of the group it is made of but the tasks. An id that the group was given is lost,
# and each start draws another. A client that starts the same chord again, with the same ids of tasks, after the broker went away in the
# middle, splits it in two: each half waits for ever for tasks that were counted for the other. The id is kept where the chord itself
# has it as an option.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie python3-celery=5.5 python3-redis

inside <<'END'
python3 - <<'PYTHON'
from celery import Celery, chord, group

app = Celery("app", broker="memory://", backend="cache+memory://", set_as_current=True)

@app.task
def part():
    return None

@app.task
def body(results):
    return None

def groups_of(start):
    seen = []
    for _ in range(2):
        result = start()
        seen.append(result.parent.id)
    return seen

tasks = [part.si().set(task_id=f"task-{n}") for n in range(2)]
of_group = groups_of(lambda: chord(group(tasks).set(task_id="mine"))(body.s()))
of_chord = groups_of(lambda: chord(group(tasks)).set(task_id="mine")(body.s(), task_id="body"))
print("id given to the group:", "kept" if "mine" in of_group else "lost", "and new at each start" if len(set(of_group)) == 2 else "")
print("id given to the chord:", of_chord)
assert "mine" not in of_group and len(set(of_group)) == 2
assert of_chord == ["mine", "mine"]
PYTHON
END
