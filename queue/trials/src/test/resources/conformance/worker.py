# A Celery worker that takes what Baton sends: from a classic queue, and from a quorum queue.
import decimal
import os
import signal
import threading
import uuid
from datetime import datetime, timezone

from celery import group
from kombu import Queue


def end_with_parent():
    # Not sys.stdin, whose lock a forked process would wait for.
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGKILL)


threading.Thread(target=end_with_parent, daemon=True).start()
app.conf.task_queues = [
    Queue("python", routing_key="python"),
    Queue("python.quorum", routing_key="python.quorum", queue_arguments={"x-queue-type": "quorum"}),
]
app.conf.task_track_started = True
app.conf.task_acks_late = True
app.conf.worker_prefetch_multiplier = 1
app.conf.broker_connection_retry_on_startup = True
app.conf.worker_send_task_events = False


@app.task(name="python.add")
def add(a, b):
    return a + b


@app.task(name="python.fail")
def fail(message):
    raise ValueError(message, 3)


@app.task(name="python.typed")
def typed():
    return {
        "moment": datetime(2026, 11, 21, 8, 6, 14, 436526, timezone.utc),
        "amount": decimal.Decimal("12.50"),
        "id": uuid.UUID("731bf42a-12ed-497b-9551-c73e93cc6b2b"),
        "data": b"\xff\x00",
    }


@app.task(name="python.request", bind=True)
def request(self, *args, **kwargs):
    r = self.request
    return {
        "args": args, "kwargs": kwargs, "argsrepr": r.argsrepr, "kwargsrepr": r.kwargsrepr, "origin": r.origin,
        "root_id": r.root_id, "parent_id": r.parent_id, "correlation_id": r.correlation_id, "retries": r.retries,
        "timelimit": r.timelimit, "lang": r.lang, "priority": r.delivery_info["priority"],
        "routing_key": r.delivery_info["routing_key"], "now": datetime.now(timezone.utc).isoformat(),
    }


@app.task(name="python.flaky", bind=True, max_retries=3)
def flaky(self, times, countdown):
    if self.request.retries < times:
        raise self.retry(exc=RuntimeError(f"attempt {self.request.retries}"), countdown=countdown)
    return self.request.retries


@app.task(name="python.progress", bind=True)
def progress(self):
    self.update_state(state="COUNTING", meta={"current": 1, "total": 2})
    threading.Event().wait(300)


@app.task(name="python.sleep")
def sleep(seconds):
    threading.Event().wait(seconds)
    return seconds


@app.task(name="python.echo")
def echo(value):
    return value


@app.task(name="python.replaced", bind=True)
def replaced(self, count):
    raise self.replace(group(app.signature("conform.add", args=(n, n), queue="celery") for n in range(count)))


@app.task(name="python.calls_java")
def calls_java(a, b):
    return app.send_task("conform.add", args=(a, b), queue="celery").id


app.worker_main(["worker", "-Q", "python,python.quorum", "-c", "1", "-n", "python@%h", "-l", "WARNING"])
