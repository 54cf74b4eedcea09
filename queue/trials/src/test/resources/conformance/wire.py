# What other clients than Celery's own may send, and what a real Celery worker takes, too.


def publish(body, headers, queue="celery", **properties):
    """Sends exactly this."""
    properties = dict({"content_type": "application/json", "content_encoding": "utf-8"}, **properties)
    properties = {name: value for name, value in properties.items() if value is not None}
    with broker() as channel:
        message = channel.prepare_message(body if isinstance(body, bytes) else json.dumps(body).encode(), headers=headers,
                                          priority=properties.pop("priority", None), **{
                                              name: properties.pop(name, None)
                                              for name in ("content_type", "content_encoding")},
                                          properties=properties)
        channel.basic_publish(message, exchange="", routing_key=queue)


def raw(body=([2, 3], {}, None), extra=None, drop=(), **options):
    """Sends a task whose headers are the least that works, changed as wanted; returns its result."""
    task_id = str(uuid.uuid4())
    headers = {"id": task_id, "task": "conform.add"}
    headers.update(extra or {})
    for name in drop:
        del headers[name]
    publish(body, headers, **options)
    return AsyncResult(task_id, app=app)


@case
def id_and_task_are_headers_enough(queue):
    equal(raw(queue=queue).get(timeout=T), 5)


@case
def the_content_encoding_may_be_absent():
    equal(raw(content_encoding=None).get(timeout=T), 5)


@case
def the_content_encoding_may_be_in_capitals():
    equal(raw(content_encoding="UTF-8").get(timeout=T), 5)


@case
def the_content_encoding_of_json_is_not_looked_at():
    equal(raw(content_encoding="binary").get(timeout=T), 5)
    equal(raw(content_encoding="utf-16").get(timeout=T), 5)


@case
def a_body_compressed_with_zstandard_is_read():
    # Debian's Python has no module for it: what zstandard 0.25.0 makes of [[2, 3], {}, null].
    equal(raw(base64.b64decode("KLUv/SASkQAAW1syLCAzXSwge30sIG51bGxd"), extra={"compression": "application/zstd"}).get(timeout=T), 5)


@case
def a_body_compressed_with_brotli_is_read():
    # What brotli 1.2.0 makes of it.
    equal(raw(base64.b64decode("iwiAW1syLCAzXSwge30sIG51bGxdAw=="), extra={"compression": "application/x-brotli"}).get(timeout=T), 5)


@case
def the_content_type_may_name_its_charset():
    equal(raw(content_type="application/json; charset=utf-8").get(timeout=T), 5)


@case
def an_embed_of_nulls_is_none():
    equal(raw([[2, 3], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}]).get(timeout=T), 5)


@case
def an_eta_may_end_in_z_and_have_nanoseconds():
    equal(raw(extra={"eta": "2026-01-01T08:06:14.436526789Z"}).get(timeout=T), 5)


@case
def any_language_may_send():
    equal(raw(extra={"lang": "rust"}).get(timeout=T), 5)


@case
def numbers_in_headers_may_be_of_any_width():
    equal(raw(extra={"retries": 0, "group_index": 2**40}, body=([2, 3], {}, None)).get(timeout=T), 5)


@case
def time_limits_of_zero_are_none():
    equal(raw(extra={"timelimit": [0, 0]}).get(timeout=T), 5)


@case
def the_golden_message_of_celery_is_taken():
    task_id = str(uuid.uuid4())
    headers = {"argsrepr": "(2, 2)", "eta": None, "expires": None, "group": None, "group_index": None, "id": task_id,
               "ignore_result": False, "kwargsrepr": "{}", "lang": "py", "origin": "gen17768@vm", "parent_id": None,
               "replaced_task_nesting": 0, "retries": 0, "root_id": task_id, "shadow": None, "stamped_headers": None,
               "stamps": {}, "task": "conform.add", "timelimit": [None, None]}
    publish([[2, 2], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}], headers, priority=0,
            delivery_mode=2, correlation_id=task_id, reply_to="0e0878dd-064e-34fc-a3f7-985ede3fd655")
    equal(AsyncResult(task_id, app=app).get(timeout=T), 4)


@case
def deliveries_of_an_earlier_message_are_not_this_ones(queue):
    deaths = [{"reason": "delivery_limit", "count": 1, "queue": queue, "exchange": "", "routing-keys": [queue]}]
    equal(raw(extra={"x-delivery-count": 25, "x-acquired-count": 25, "x-death": deaths}, queue=queue).get(timeout=T), 5)
