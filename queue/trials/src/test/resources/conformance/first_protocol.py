# Celery's first protocol, which clients speak that are old or have task_protocol = 1, and a mixture of both.
from celery import Celery, chain, chord, group

old = Celery("old", broker=app.conf.broker_url, backend=app.conf.result_backend)
old.conf.task_protocol = 1


def call_old(task, *args, queue="celery", **options):
    return old.send_task(task, args=args, queue=queue, **options)


def step(name, *args, queue="celery"):
    return old.signature(name, args=args, queue=queue)


@case
def a_task_of_the_first_protocol_runs(queue):
    equal(call_old("conform.add", 2, 3, queue=queue).get(timeout=T), 5)
    equal(old.send_task("conform.add", kwargs={"a": 2, "b": 3}, queue=queue).get(timeout=T), 5)


@case
def its_values_beyond_json_come_back():
    returns_exactly(call_old("conform.echo", BEYOND_JSON).get(timeout=T), BEYOND_JSON)


@case
def its_body_may_be_compressed():
    equal(call_old("conform.echo", "x" * 10000, compression="zlib").get(timeout=T), "x" * 10000)
    equal(call_old("conform.echo", "x" * 10000, compression="bzip2").get(timeout=T), "x" * 10000)


@case
def its_failures_are_tried_again(queue):
    equal(call_old("conform.flaky", 2, queue=queue).get(timeout=T), 2)
    equal(call_old("conform.flaky", 2, retries=1).get(timeout=T), 2)


@case
def it_waits_for_its_eta():
    result = call_old("conform.add", 1, 2, countdown=1.5)
    begun = datetime.now(timezone.utc)
    equal(result.get(timeout=T), 3)
    assert result.date_done - begun >= timedelta(seconds=1), result.date_done - begun


@case
def it_does_not_run_once_it_has_expired():
    # Not through Celery's client, which has the broker drop it.
    task_id, past = str(uuid.uuid4()), datetime.now(timezone.utc) - timedelta(seconds=1)
    publish({"task": "conform.add", "id": task_id, "args": [1, 2], "expires": past.isoformat(), "utc": True}, {})
    equal(str(raised(AsyncResult(task_id, app=app))), "expired")


@case
def its_time_limits_hold():
    equal(type(raised(call_old("conform.slow", soft_time_limit=1))).__name__, "SoftTimeLimitExceeded")


@case
def its_failure_and_unknown_tasks_are_told():
    holds(str(raised(call_old("conform.fail", "bad"))), "bad")
    equal(type(raised(call_old("conform.unknown"))).__name__, "NotRegistered")


@case
def it_is_revoked_while_it_waits():
    with Busy():
        waiting = call_old("conform.add", 1, 1)
        old.control.revoke(waiting.id)
    equal(type(raised(waiting)).__name__, "TaskRevokedError")


@case
def its_callbacks_and_errbacks_are_called():
    result = step("conform.add", 1, 2).apply_async(link=step("conform.add", 10, queue="quorum").set(task_id=str(uuid.uuid4())))
    equal(result.get(timeout=T), 3)
    equal(result.children[0].get(timeout=T) if result.children else eventually(lambda: result.children)[0].get(timeout=T), 13)
    told = str(uuid.uuid4())
    raised(step("conform.fail", "bad").apply_async(link_error=step("conform.echo").set(task_id=told)))
    equal(bool(AsyncResult(told, app=app).get(timeout=T)), True)


@case
def its_chains_run():
    equal(chain(step("conform.add", 1, 2), step("conform.add", 10), step("conform.add", 100, queue="quorum"))
          .apply_async().get(timeout=T), 113)


@case
def its_groups_and_chords_run():
    equal(group(step("conform.add", n, n) for n in range(3)).apply_async().get(timeout=T), [0, 2, 4])
    equal(sorted(chord([step("conform.add", n, n) for n in range(3)])(step("conform.echo")).get(timeout=T)), [0, 2, 4])


@case
def a_mixture_of_headers_and_the_first_protocols_body_runs():
    equal(raw(body={"args": [2, 3], "kwargs": {}, "retries": 0, "callbacks": None}).get(timeout=T), 5)


@case
def what_is_wrong_with_it_is_told_and_kept():
    task_id = str(uuid.uuid4())
    forget_the_buried()
    publish({"task": "conform.add", "id": task_id, "args": "2", "kwargs": {}}, {})
    error = raised(AsyncResult(task_id, app=app))
    equal(type(error).__name__, "MalformedMessage")
    holds(str(error), "args must be an array")
    equal(json.loads(buried().body)["id"], task_id)


@case
def one_that_cannot_be_read_is_answered_under_its_correlation_id():
    task_id = str(uuid.uuid4())
    forget_the_buried()
    publish(b"\x80\x05]\x94.", {}, content_type="application/x-python-serialize", correlation_id=task_id)
    holds(str(raised(AsyncResult(task_id, app=app))), "'id' is missing")
    buried()


@case
def a_moment_without_a_zone_is_refused():
    task_id = str(uuid.uuid4())
    forget_the_buried()
    publish({"task": "conform.add", "id": task_id, "args": [1, 2], "eta": "2026-11-21T08:06:14", "utc": False}, {})
    holds(str(raised(AsyncResult(task_id, app=app))), "offset")
    buried()
