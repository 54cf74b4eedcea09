#!/usr/bin/env bash
# Celery 5.5.2 puts an underscore behind result_backend_transport_options["global_keyprefix"] unless it ends in one of ": _ - .": the keys of the
# prefix "shop" begin with "shop_celery-task-meta-", those of "shop:" with "shop:celery-task-meta-". Whoever reads or writes the same
# results from another language must add it, too.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie python3-celery=5.5.2 python3-redis

inside <<'END'
cat >/tmp/keys.py <<'PYTHON'
from celery import Celery

def key(prefix):
    app = Celery(broker="memory://", backend="redis://localhost:1")
    app.conf.result_backend_transport_options = {"global_keyprefix": prefix}
    found = app.backend.get_key_for_task("1").decode()
    print(repr(prefix), "gives", found)
    return found

assert [key(prefix) for prefix in ("shop", "shop:", "shop/")] == [
    "shop_celery-task-meta-1", "shop:celery-task-meta-1", "shop/_celery-task-meta-1"]
PYTHON
python3 /tmp/keys.py
END
