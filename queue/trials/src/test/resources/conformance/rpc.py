# Clients whose results come to a queue of their own: Celery's rpc:// backend.
from celery import Celery, group

rpc = Celery("rpc", broker=app.conf.broker_url, backend="rpc://")


def over_rpc(task, *args, queue="celery", **options):
    return rpc.send_task("conform." + task, args=args, queue=queue, **options)


@case
def a_result_comes_to_the_clients_queue(queue):
    equal(over_rpc("add", 2, 3, queue=queue).get(timeout=T), 5)


@case
def a_result_that_was_there_before_it_was_asked_for_comes_too():
    results = [over_rpc("add", n, n) for n in range(20)]
    call("conform.add", 1, 1).get(timeout=T)
    equal([result.get(timeout=T) for result in reversed(results)], [2 * n for n in reversed(range(20))])


@case
def a_failure_comes_to_the_clients_queue():
    error = raised(over_rpc("fail", "bad"))
    equal((type(error).__name__, str(error)), ("IllegalArgumentException", "bad"))


@case
def a_retried_task_answers_once_it_has_ended():
    equal(over_rpc("flaky", 2).get(timeout=T), 2)


@case
def a_task_that_waits_for_its_eta_answers_the_client_too():
    equal(over_rpc("add", 2, 3, countdown=0.5).get(timeout=T), 5)


@case
def an_unknown_task_answers_the_client_too():
    equal(type(raised(over_rpc("unknown"))).__name__, "NotRegistered")


@case
def a_task_that_is_delivered_again_answers_again():
    text, task_id = str(uuid.uuid4()), str(uuid.uuid4())
    equal(over_rpc("note", text, task_id=task_id).get(timeout=T), 1)
    again = Celery("again", broker=app.conf.broker_url, backend="rpc://")
    equal(again.send_task("conform.note", args=(text,), task_id=task_id, queue="celery").get(timeout=T), 1)


@case
def a_malformed_task_answers_the_client_too():
    task_id = str(uuid.uuid4())
    rpc.backend.on_task_call(rpc.amqp.producer_pool.acquire(block=True), task_id)
    publish([[2, 3], {}, {}, None], {"id": task_id, "task": "conform.add"}, correlation_id=task_id, reply_to=rpc.thread_oid)
    equal(type(raised(AsyncResult(task_id, app=rpc))).__name__, "MalformedMessage")


@case
def a_waiting_task_that_is_revoked_answers_the_client_too():
    result = over_rpc("add", 1, 1, countdown=600)
    eventually(lambda: [task for task in told(inspect().scheduled()) if task["request"]["id"] == result.id])
    result.revoke()
    equal(type(raised(result)).__name__, "TaskRevokedError")


@case
def a_group_is_joined_over_rpc():
    parts = group(rpc.signature("conform.add", args=(n, n), queue="celery") for n in range(5))
    equal(parts.apply_async().get(timeout=T), [0, 2, 4, 6, 8])


@case
def a_chain_answers_with_its_last_step():
    first = rpc.signature("conform.add", args=(1, 2), queue="celery")
    equal((first | rpc.signature("conform.add", args=(10,), queue="quorum")).apply_async().get(timeout=T), 13)


@case
def a_client_of_redis_gets_nothing_at_a_queue():
    result = call("conform.add", 1, 1)
    result.get(timeout=T)
    with broker() as channel:
        raises_not_found(lambda: channel.queue_declare(app.thread_oid, passive=True))


def raises_not_found(action):
    from amqp.exceptions import NotFound
    try:
        action()
    except NotFound:
        return
    raise AssertionError("there is one")
