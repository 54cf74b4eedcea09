# How tasks are called.


@case
def positional_arguments_bind(queue):
    equal(call("conform.add", 2, 3, queue=queue).get(timeout=T), 5)


@case
def keyword_arguments_bind(queue):
    equal(app.send_task("conform.add", kwargs={"b": 3, "a": 2}, queue=queue).get(timeout=T), 5)


@case
def positional_and_keyword_arguments_bind_together():
    equal(app.send_task("conform.add", args=(2,), kwargs={"b": 3}, queue="celery").get(timeout=T), 5)


@case
def a_task_declared_in_python_is_delayed_to_java():
    @app.task(name="conform.add")
    def add(a, b):
        raise NotImplementedError

    equal(add.delay(2, b=3).get(timeout=T), 5)


@case
def a_signature_is_applied(queue):
    equal(app.signature("conform.add", args=(2, 3), queue=queue).apply_async().get(timeout=T), 5)


@case
def a_partial_signature_is_completed():
    equal(app.signature("conform.add", args=(3,), queue="celery").clone(args=(2,)).apply_async().get(timeout=T), 5)


@case
def an_immutable_signature_keeps_its_arguments():
    equal(app.signature("conform.add", args=(2, 3), immutable=True, queue="celery").apply_async((7,)).get(timeout=T), 5)


@case
def a_task_id_of_the_callers_choice_is_kept():
    wanted = "order 66/" + str(uuid.uuid4())
    result = call("conform.add", 2, 3, task_id=wanted)
    equal(result.get(timeout=T), 5)
    equal(stored(wanted)["task_id"], wanted)


@case
def headers_of_the_callers_own_do_no_harm(queue):
    equal(call("conform.add", 2, 3, queue=queue, headers={"tenant": "a", "deep": {"list": [1, None]}}).get(timeout=T), 5)


@case
def a_shadow_name_does_no_harm():
    equal(call("conform.add", 2, 3, shadow="sum of two").get(timeout=T), 5)


@case
def a_compressed_body_is_read(queue):
    equal(call("conform.echo", "x" * 10000, queue=queue, compression="zlib").get(timeout=T), "x" * 10000)


@case
def a_body_compressed_with_bzip2_is_read(queue):
    equal(call("conform.echo", "x" * 10000, queue=queue, compression="bzip2").get(timeout=T), "x" * 10000)


@case
def a_body_compressed_with_lzma_is_read(queue):
    equal(call("conform.echo", "x" * 10000, queue=queue, compression="lzma").get(timeout=T), "x" * 10000)


@case
def a_compressed_body_is_tried_again_and_waits_for_its_eta():
    equal(call("conform.flaky", 2, compression="lzma").get(timeout=T), 2)
    equal(call("conform.add", 1, 2, compression="bzip2", countdown=1).get(timeout=T), 3)


@case
def a_megabyte_goes_there_and_back(queue):
    text = "0123456789abcdef" * 65536
    equal(call("conform.echo", text, queue=queue).get(timeout=T), text)


@case
def a_hundred_tasks_end_each_with_its_own_result(queue):
    results = [call("conform.add", n, 1, queue=queue) for n in range(100)]
    equal([result.get(timeout=T) for result in results], [n + 1 for n in range(100)])


@case
def a_group_is_joined():
    from celery import group
    parts = group(app.signature("conform.add", args=(n, n), queue="celery") for n in range(5))
    equal(parts.apply_async().get(timeout=T), [0, 2, 4, 6, 8])


@case
def a_saved_group_is_restored():
    from celery import group
    from celery.result import GroupResult
    result = group(app.signature("conform.add", args=(n, n), queue="celery") for n in range(3)).apply_async()
    result.save()
    group_id = result.id
    # Celery's client waits in vain for a restored group while it has the original.
    del result
    equal(GroupResult.restore(group_id, app=app).get(timeout=T), [0, 2, 4])


@case
def the_urgent_task_overtakes_the_waiting_ones():
    with Busy():
        # One of them is prefetched.
        waiting = [call("conform.note", "first", queue="quorum") for _ in range(3)]
        urgent = call("conform.add", 1, 1, queue="quorum", priority=9)
        eventually(lambda: messages("quorum") >= 3)
    urgent.get(timeout=T), [one.get(timeout=T) for one in waiting]
    assert urgent.date_done < waiting[-1].date_done, "the urgent one was last"


@case
def a_task_that_is_sent_twice_has_its_effects_once(queue):
    text, task_id = str(uuid.uuid4()), str(uuid.uuid4())
    first = call("conform.note", text, task_id=task_id, queue=queue)
    equal(first.get(timeout=T), 1)
    call("conform.note", text, task_id=task_id, queue=queue)
    # What is behind it has ended, so it has, too.
    call("conform.add", 1, 1, queue=queue).get(timeout=T)
    equal(call("conform.note", text, queue=queue).get(timeout=T), 2)


def messages(queue):
    with broker() as channel:
        return channel.queue_declare(queue, passive=True).message_count


@case
def a_queue_has_any_name_that_the_broker_takes():
    for name in ("jobs of \u6771\u4eac/1", "a+b (c)*:#", "\u00e9" * 125):
        steer("add_consumer", queue=name)
        equal(call("conform.add", 2, 3, queue=name).get(timeout=T), 5)
        steer("cancel_consumer", queue=name)
