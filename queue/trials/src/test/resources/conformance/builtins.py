# Celery's own tasks: they run here, or are refused by their name.
from celery.canvas import chunks, xmap, xstarmap


def add_signature():
    return app.signature("conform.add")


@case
def a_task_is_mapped_over_items(queue):
    result = xmap(app.signature("conform.echo"), ["a", [1, 2], None], app=app).apply_async(queue=queue)
    equal(result.get(timeout=T), ["a", [1, 2], None])


@case
def a_task_is_mapped_over_lists_of_arguments(queue):
    equal(xstarmap(add_signature(), [(1, 2), (3, 4)], app=app).apply_async(queue=queue).get(timeout=T), [3, 7])


@case
def a_map_over_nothing_is_empty():
    equal(xmap(app.signature("conform.echo"), [], app=app).apply_async(queue="celery").get(timeout=T), [])


@case
def a_map_fails_with_the_item_that_fails_and_has_no_effects():
    text = str(uuid.uuid4())
    error = raised(xstarmap(app.signature("conform.note"), [(text,), (text, 2)], app=app).apply_async(queue="celery"))
    holds(str(error), "at most 1")
    equal(call("conform.note", text).get(timeout=T), 1)


@case
def a_map_has_all_effects():
    text = str(uuid.uuid4())
    result = xmap(app.signature("conform.note"), [text, text, text], app=app).apply_async(queue="celery")
    equal(result.get(timeout=T), [1, 2, 3])


@case
def a_map_over_a_task_of_another_worker_names_it():
    error = raised(xmap(app.signature("python.echo"), [1], app=app).apply_async(queue="celery"))
    equal(type(error).__name__, "NotRegistered")
    holds(str(error), "python.echo")


@case
def chunks_are_run():
    parts = chunks(add_signature(), [(n, n) for n in range(7)], 3, app=app).group()
    equal(parts.apply_async(queue="celery").get(timeout=T), [[0, 2, 4], [6, 8, 10], [12]])


@case
def arguments_are_accumulated():
    def accumulate(*args, **kwargs):
        return app.send_task("celery.accumulate", args=args, kwargs=kwargs, queue="celery").get(timeout=T)
    equal((accumulate(1, "b", None), accumulate(), accumulate([1, 2], index=0)), ([1, "b", None], [], [1, 2]))


@case
def a_python_task_is_replaced_by_a_group_of_java_tasks():
    result = app.send_task("python.replaced", args=(3,), queue="python")
    equal(result.get(timeout=T), [0, 2, 4])


@case
def the_backend_is_cleaned_up_without_a_complaint():
    equal(app.send_task("celery.backend_cleanup", queue="celery").get(timeout=T), None)


@case
def what_no_client_sends_is_refused_by_its_name():
    for name in ("celery.chunks", "celery.group", "celery.chain", "celery.chord", "celery.chord_unlock"):
        error = raised(app.send_task(name, args=(1,), kwargs={"any": 1}, queue="celery"))
        equal(type(error).__name__, "UnsupportedTask")
        holds(str(error), name)


@case
def the_registered_tasks_are_those_of_the_application():
    equal([name for name in told(inspect().registered()) if name.startswith("celery.")], [])
