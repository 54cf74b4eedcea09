# How tasks end, and what their callers read.
from celery.exceptions import NotRegistered, TaskRevokedError


@case
def a_result_is_stored_exactly_as_celery_stores_it(queue):
    result = call("conform.add", 2, 3, queue=queue)
    result.get(timeout=T)
    meta = stored(result.id)
    done = meta.pop("date_done")
    assert datetime.fromisoformat(done).tzinfo is not None, done
    for field in ("status", "result", "traceback", "children", "task_id"):
        assert field in meta, field
    equal((meta["status"], meta["result"], meta["traceback"], meta["children"], meta["task_id"]),
          ("SUCCESS", 5, None, [], result.id))


@case
def a_result_expires_after_a_day():
    result = call("conform.add", 2, 3)
    result.get(timeout=T)
    ttl = app.backend.client.ttl("celery-task-meta-" + result.id)
    assert 86300 < ttl <= 86400, ttl


@case
def a_result_is_announced_on_the_channel_of_its_key():
    task_id = str(uuid.uuid4())
    channel = app.backend.client.pubsub()
    channel.subscribe("celery-task-meta-" + task_id)
    call("conform.add", 2, 3, task_id=task_id)
    heard = eventually(lambda: next((m for m in iter(lambda: channel.get_message(timeout=1), None)
                                     if m["type"] == "message" and json.loads(m["data"])["status"] == "SUCCESS"), None))
    equal(json.loads(heard["data"])["result"], 5)
    channel.close()


@case
def the_date_of_a_result_is_read():
    result = call("conform.add", 2, 3)
    result.get(timeout=T)
    age = datetime.now(timezone.utc) - result.date_done.replace(tzinfo=result.date_done.tzinfo or timezone.utc)
    assert abs(age.total_seconds()) < 60, age
    equal(result.children, [])


@case
def a_result_can_be_forgotten():
    result = call("conform.add", 2, 3)
    result.get(timeout=T)
    result.forget()
    equal(AsyncResult(result.id, app=app).state, "PENDING")


@case
def a_result_that_nobody_wants_is_not_stored(queue):
    result = call("conform.add", 2, 3, queue=queue, ignore_result=True)
    call("conform.add", 1, 1, queue=queue).get(timeout=T)
    equal(app.backend.client.get("celery-task-meta-" + result.id), None)


@case
def an_exception_is_raised_with_its_type_and_message(queue):
    error = raised(call("conform.fail", "über den Berg", queue=queue))
    equal((type(error).__name__, str(error)), ("IllegalArgumentException", "über den Berg"))


@case
def the_traceback_of_an_exception_is_read():
    result = call("conform.fail", "bad")
    raised(result)
    holds(result.traceback, "ConformanceWorker")
    holds(result.traceback, "IllegalArgumentException: bad")


@case
def a_failure_can_be_read_without_being_raised():
    result = call("conform.fail", "bad")
    error = result.get(timeout=T, propagate=False)
    equal((result.state, result.failed(), result.successful(), str(error)), ("FAILURE", True, False, "bad"))


@case
def a_refusal_comes_without_a_traceback():
    result = call("conform.refuse", "no face")
    error = raised(result)
    equal((type(error).__name__, str(error), result.traceback), ("Refused", "no face", None))


@case
def an_unknown_task_is_not_registered(queue):
    error = raised(call("conform.unknown", queue=queue))
    assert isinstance(error, NotRegistered), repr(error)
    holds(str(error), "conform.unknown")


@case
def a_missing_argument_is_named():
    holds(str(raised(call("conform.add", 2))), "'b'")


@case
def an_unknown_argument_is_named():
    holds(str(raised(app.send_task("conform.add", args=(1, 2), kwargs={"c": 3}, queue="celery"))), "'c'")


@case
def an_argument_given_twice_is_named():
    holds(str(raised(app.send_task("conform.add", args=(1, 2), kwargs={"a": 3}, queue="celery"))), "'a'")


@case
def an_argument_of_the_wrong_type_is_named():
    holds(str(raised(call("conform.add", 2, "three"))), "'b'")


@case
def too_many_arguments_are_counted():
    holds(str(raised(call("conform.add", 1, 2, 3))), "at most 2")


def heard_of(task_id, send):
    """The states that are told on the channel of a task, up to its end."""
    channel = app.backend.client.pubsub()
    channel.subscribe("celery-task-meta-" + task_id)
    send()
    heard = []
    eventually(lambda: heard.extend(json.loads(m["data"])["status"] for m in iter(lambda: channel.get_message(timeout=1), None)
                                    if m["type"] == "message") or {"SUCCESS", "FAILURE", "REVOKED"}.intersection(heard))
    channel.close()
    return heard


@case
def the_first_that_is_told_of_a_task_is_its_end(queue):
    task_id = str(uuid.uuid4())
    equal(heard_of(task_id, lambda: call("conform.sleep", 300, task_id=task_id, queue=queue)), ["SUCCESS"])


@case
def neither_progress_nor_a_retry_is_told_to_those_who_wait_for_the_end():
    task_id = str(uuid.uuid4())

    def slow():
        state(call("conform.slow", task_id=task_id), "PROGRESS").revoke(terminate=True)

    equal(heard_of(task_id, slow), ["REVOKED"])
    equal(heard_of(task_id + "-", lambda: call("conform.flaky", 2, task_id=task_id + "-")), ["SUCCESS"])


@case
def a_running_task_is_pending_as_with_celery_unless_task_track_started_is_set():
    result = call("conform.sleep", 500)
    states = set()
    eventually(lambda: states.add(result.state) or "SUCCESS" in states)
    equal(states, {"PENDING", "SUCCESS"})


@case
def the_progress_of_a_task_is_read():
    with Busy() as result:
        equal(result.info, {"current": 1, "total": 2})


@case
def a_failure_that_passes_is_tried_again(queue):
    equal(call("conform.flaky", 2, queue=queue).get(timeout=T), 2)


@case
def a_failure_that_stays_is_given_up_in_the_end():
    error = raised(call("conform.flaky", 99))
    equal((type(error).__name__, str(error)), ("IllegalStateException", "attempt 3"))


@case
def a_task_that_waits_for_its_retry_says_why():
    result = state(call("conform.asking", 1500), "RETRY")
    error = result.info
    equal((type(error).__name__, str(error)), ("IllegalArgumentException", "too busy"))
    equal(result.get(timeout=T), 1)


@case
def a_retry_waits_as_long_as_the_task_asked():
    begun = time.time()
    equal(call("conform.asking", 1200).get(timeout=T), 1)
    assert time.time() - begun >= 1.2


@case
def retries_count_from_where_the_message_says():
    equal(call("conform.flaky", 1, retries=1).get(timeout=T), 1)
