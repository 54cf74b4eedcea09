# What Celery's monitors hear of a Baton worker, and the commands that change what it does.


def heard(wanted, act=lambda: None):
    """Calls `act` once a monitor listens, and returns the events of the Baton worker, by type, once the `wanted` ones have come."""
    events = {}
    with app.connection_for_read() as connection:
        def hear(event):
            if str(event.get("hostname")).startswith("baton"):
                events[event["type"]] = event
            receiver.should_stop = set(wanted) <= set(events)
        receiver = app.events.Receiver(connection, handlers={"*": hear})
        receiver.on_consume_ready = lambda *ignored, **options: act()
        receiver.capture(timeout=20, wakeup=False)
    return events


def steer(command, **arguments):
    answer, = app.control.broadcast(command, arguments=arguments, destination=[baton()], reply=True, timeout=10, limit=1)
    return list(answer.values())[0]


@case
def a_worker_tells_that_it_is_alive():
    event = heard({"worker-heartbeat"})["worker-heartbeat"]
    assert event["freq"] > 0 and event["processed"] >= 0 and event["active"] >= 0, event


@case
def a_run_is_told_from_beginning_to_end(queue):
    equal(list(steer("enable_events")), ["ok"])
    sent = []
    events = heard({"task-received", "task-started", "task-succeeded"}, lambda: sent.append(call("conform.add", 1, 2, queue=queue)))
    steer("disable_events")
    equal({events[name]["uuid"] for name in events if name.startswith("task-")}, {sent[0].id})
    equal((events["task-received"]["name"], events["task-succeeded"]["result"]), ("conform.add", "3"))


@case
def a_failure_is_told_with_its_reason():
    steer("enable_events")
    events = heard({"task-failed"}, lambda: call("conform.fail", "no"))
    steer("disable_events")
    holds(events["task-failed"]["exception"], "no")


@case
def a_monitor_keeps_the_state_of_the_worker():
    name = baton()
    state = app.events.State()
    with app.connection_for_read() as connection:
        def note(event):
            state.event(event)
            receiver.should_stop = name in state.workers and state.workers[name].alive
        receiver = app.events.Receiver(connection, handlers={"*": note})
        receiver.capture(timeout=20, wakeup=False)
    assert state.workers[name].alive


@case
def a_time_limit_is_changed():
    equal(steer("time_limit", task_name="conform.slow", soft=0.4, hard=60), {"ok": "time limits set successfully"})
    try:
        equal(type(raised(call("conform.slow"))).__name__, "SoftTimeLimitExceeded")
    finally:
        steer("time_limit", task_name="conform.slow", soft=None, hard=None)


@case
def a_rate_is_limited_and_set_free():
    equal(steer("rate_limit", task_name="conform.add", rate_limit="2/s"), {"ok": "new rate limit set successfully"})
    begun = time.time()
    [result.get(timeout=T) for result in [call("conform.add", n, n) for n in range(4)]]
    took = time.time() - begun
    equal(steer("rate_limit", task_name="conform.add", rate_limit="0"), {"ok": "rate limit disabled successfully"})
    assert took > 1.2, took


@case
def a_rate_of_an_unknown_task_is_refused():
    equal(steer("rate_limit", task_name="conform.none", rate_limit="1/s"), {"error": "unknown task"})


@case
def a_queue_is_added_and_cancelled():
    steer("add_consumer", queue="added")
    equal(call("conform.add", 2, 2, queue="added").get(timeout=T), 4)
    steer("cancel_consumer", queue="added")
    eventually(lambda: "added" not in {queue["name"] for queue in told(inspect().active_queues())})


@case
def a_pool_grows_and_shrinks():
    steer("pool_grow", n=1)
    with Busy():
        equal(call("conform.add", 1, 1).get(timeout=T), 2)
    steer("pool_shrink", n=1)
    assert "error" in steer("pool_shrink", n=1)


@case
def tasks_are_revoked_by_their_stamp(queue):
    with Busy():
        sent = app.signature("conform.note", args=("unwanted",), queue=queue)
        batch = str(uuid.uuid4())
        sent.stamp(batch=batch)
        result = sent.apply_async()
        app.control.revoke_by_stamped_headers({"batch": batch})
        call("conform.add", 1, 1)
    state(result, "REVOKED")


@case
def a_delay_that_celery_leaves_to_the_broker_is_kept():
    queue = Queue("native", Exchange("native", type="topic"), routing_key="native", queue_arguments={"x-queue-type": "quorum"})
    steer("add_consumer", queue="native")
    from kombu.transport.native_delayed_delivery import bind_queue_to_native_delayed_delivery_exchange as bind
    from kombu.transport.native_delayed_delivery import declare_native_delayed_delivery_exchanges_and_queues as declare
    with app.connection_for_write() as connection:
        queue(connection.default_channel).declare()
        declare(connection, "quorum")
        bind(connection, queue)
    app.amqp.queues.add(queue)
    try:
        begun = time.time()
        equal(call("conform.add", 2, 3, queue="native", countdown=1.5).get(timeout=T), 5)
        assert time.time() - begun >= 1.5
    finally:
        del app.amqp.queues["native"]
        steer("cancel_consumer", queue="native")
