# What all cases share. A case is a function whose name says what is true; with a parameter `queue` it is run on both queues.
import base64
import inspect as python_inspect
import json
import os
import random
import signal
import sys
import time
import traceback
import uuid
import zlib
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from celery.result import AsyncResult
from kombu import Exchange, Producer, Queue

T = 40
CASES = []


def case(function):
    CASES.append(function)
    return function


def call(task, *args, queue="celery", **options):
    return app.send_task(task, args=args, queue=queue, **options)


def raised(result, timeout=T):
    """The exception with which `result` ends."""
    try:
        value = result.get(timeout=timeout)
    except Exception as error:
        return error
    raise AssertionError(f"ended well: {value!r}")


@contextmanager
def broker():
    """A channel; where a busy broker does not take the connection in time it is asked again, as Celery's own programs do."""
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=5, interval_start=0.2)
        yield connection.default_channel


def eventually(condition, seconds=T):
    """What `condition` gives once it gives something."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"did not happen in {seconds:.0f} s"
        time.sleep(0.05)


def state(result, wanted):
    eventually(lambda: result.state == wanted)
    return result


def equal(found, wanted):
    assert found == wanted, f"{found!r} instead of {wanted!r}"


def holds(text, part):
    assert part in text, f"{text!r} does not hold {part!r}"


def baton():
    """The name of the Baton worker."""
    answer, = eventually(lambda: app.control.ping(timeout=10, limit=1, pattern="baton*", matcher="glob"))
    return list(answer)[0]


def stored(task_id):
    return json.loads(app.backend.client.get("celery-task-meta-" + task_id))


class Busy:
    """Holds the only slot meanwhile."""

    def __enter__(self):
        self.result = state(call("conform.slow"), "PROGRESS")
        return self.result

    def __exit__(self, *ignored):
        app.control.revoke(self.result.id, terminate=True)
        state(self.result, "REVOKED")


def too_long(*ignored):
    raise TimeoutError("the case does not end")


def run_all():
    signal.signal(signal.SIGALRM, too_long)
    for function in CASES:
        takes_queue = "queue" in python_inspect.signature(function).parameters
        for queue in ("celery", "quorum") if takes_queue else (None,):
            name = function.__name__.replace("_", " ")
            if queue:
                name += " (classic queue)" if queue == "celery" else " (quorum queue)"
            signal.alarm(90)
            try:
                function(queue) if queue else function()
                print("pass", name)
            except BaseException as error:
                line = traceback.extract_tb(error.__traceback__)[-1].lineno
                print("fail", name + ":", " ".join(f"{type(error).__name__}: {error}".split())[:600], "at line", line)
            finally:
                signal.alarm(0)
