# What Celery's canvas makes of tasks in Java and in Python.
from celery import chain, chord, group


def java(name, *args, queue="celery", **options):
    return app.signature("conform." + name, args=args, queue=queue, **options)


def py(name, *args, **options):
    return app.signature("python." + name, args=args, queue="python", **options)


@case
def a_chain_passes_each_result_on(queue):
    equal(chain(java("add", 1, 2, queue=queue), java("add", 10, queue=queue))().get(timeout=T), 13)


@case
def a_chain_goes_back_and_forth():
    result = chain(java("add", 1, 2), py("add", 10), java("add", 100))()
    equal((result.get(timeout=T), result.parent.get(), result.parent.parent.get()), (113, 13, 3))


@case
def a_chain_ends_where_a_step_fails():
    result = chain(java("fail", "no"), java("add", 1))()
    holds(str(raised(result.parent)), "no")


@case
def a_group_gives_its_results_in_order(queue):
    equal(group(java("add", n, n, queue=queue) for n in range(4))().get(timeout=T), [0, 2, 4, 6])


@case
def a_group_may_be_of_both():
    equal(group(java("add", 1, 1), py("add", 2, 2))().get(timeout=T), [2, 4])


@case
def a_chord_gives_its_body_all_results(queue):
    header = [java("add", n, n, queue=queue) for n in range(4)]
    equal(chord(header)(java("echo", queue=queue)).get(timeout=T), [0, 2, 4, 6])


@case
def a_chord_of_both_ends_in_java():
    equal(chord([java("add", 1, 1), py("add", 2, 2)])(java("echo")).get(timeout=T), [2, 4])


@case
def a_chord_of_both_ends_in_python():
    equal(chord([java("add", 1, 1), py("add", 2, 2)])(py("echo")).get(timeout=T), [2, 4])


@case
def a_chord_fails_with_its_header(queue):
    body = chord([java("add", 1, 1, queue=queue), java("fail", "no", queue=queue)])(java("echo", queue=queue))
    holds(repr(body.get(timeout=T, propagate=False)), "ChordError")


@case
def a_group_in_a_chain_becomes_a_chord():
    equal(chain(java("add", 1, 1), group(java("add", 1), py("add", 2)), java("echo"))().get(timeout=T), [3, 4])


@case
def chords_nest():
    inner = chord([java("add", 1, 1), java("add", 2, 2)], java("echo"))
    equal(chord([inner, java("add", 3, 3)])(java("echo")).get(timeout=T), [[2, 4], 6])


@case
def a_callback_is_called_with_the_result(queue):
    task_id = str(uuid.uuid4())
    java("add", 1, 2, queue=queue).apply_async(link=java("add", 10, queue=queue).set(task_id=task_id))
    equal(AsyncResult(task_id, app=app).get(timeout=T), 13)


@case
def a_callback_may_be_in_the_other_language():
    ids = str(uuid.uuid4()), str(uuid.uuid4())
    java("add", 1, 2).apply_async(link=py("add", 10).set(task_id=ids[0]))
    py("add", 1, 2).apply_async(link=java("add", 10).set(task_id=ids[1]))
    equal([AsyncResult(one, app=app).get(timeout=T) for one in ids], [13, 13])


@case
def an_errback_is_called_with_the_id(queue):
    task_id = str(uuid.uuid4())
    failed = java("fail", "no", queue=queue).apply_async(link_error=py("echo").set(task_id=task_id))
    equal(AsyncResult(task_id, app=app).get(timeout=T), failed.id)


@case
def an_immutable_step_keeps_its_arguments():
    equal(chain(java("add", 1, 2), java("add", 5, 6, immutable=True))().get(timeout=T), 11)


@case
def a_step_with_a_countdown_waits():
    begun = time.time()
    equal(chain(java("add", 1, 2), java("add", 3).set(countdown=0.7))().get(timeout=T), 6)
    assert time.time() - begun >= 0.7


@case
def the_children_of_a_task_are_read():
    result = java("add", 1, 2).apply_async(link=java("add", 10))
    result.get(timeout=T)
    child, = eventually(lambda: result.children)
    equal(child.get(timeout=T), 13)
