# Messages on which a real Celery worker dies, or which it drops without an answer: each is answered and kept, and work goes on.


def buried(queue="celery"):
    """Takes the next message from the dead queue."""
    with broker() as channel:
        return eventually(lambda: channel.basic_get(queue + ".dead", no_ack=True))


def forget_the_buried(queue="celery"):
    with broker() as channel:
        channel.queue_purge(queue + ".dead")


def is_answered_and_buried(reason, answered=True, **options):
    queue = options.get("queue", "celery")
    forget_the_buried(queue)
    result = raw(**options)
    if answered:
        error = raised(result)
        equal(type(error).__name__, "MalformedMessage")
        holds(str(error), reason)
    dead = buried(queue)
    holds(dead.headers["x-baton-reason"], reason)
    equal(dead.headers["x-baton-queue"], queue)
    equal(call("conform.add", 1, 1, queue=queue).get(timeout=T), 2)
    return dead


@case
def without_a_content_type(queue):
    is_answered_and_buried("content type", content_type=None, queue=queue)


@case
def without_an_id(queue):
    is_answered_and_buried("'id'", drop=["id"], answered=False, queue=queue)


@case
def without_a_task():
    is_answered_and_buried("'task'", drop=["task"])


@case
def with_a_body_of_two_elements(queue):
    is_answered_and_buried("array of three", body=[[2, 3], {}], queue=queue)


@case
def with_a_body_of_four_elements():
    is_answered_and_buried("array of three", body=[[2, 3], {}, {}, None])


@case
def with_an_object_for_a_body(queue):
    is_answered_and_buried("array of three", body={}, queue=queue)


@case
def with_arguments_that_are_no_list():
    is_answered_and_buried("args must be an array", body=["2", {}, None])


@case
def with_keyword_arguments_that_are_no_object():
    is_answered_and_buried("kwargs an object", body=[[], [], None])


@case
def with_an_embed_that_is_no_object():
    is_answered_and_buried("embed", body=[[], {}, "chain"])


@case
def with_a_time_limit_that_is_no_pair(queue):
    is_answered_and_buried("'timelimit' must be a pair", extra={"timelimit": [1, 2, 3]}, queue=queue)


@case
def with_a_negative_time_limit():
    is_answered_and_buried("'timelimit'", extra={"timelimit": [-1, None]})


@case
def with_a_body_that_is_no_json(queue):
    is_answered_and_buried("not JSON", body=b"{", queue=queue)


@case
def with_a_body_that_is_no_utf8():
    is_answered_and_buried("not JSON", body=b'[["\xff\xfe"], {}, null]')


@case
def with_a_pickled_body():
    is_answered_and_buried("content type", content_type="application/x-python-serialize", body=b"\x80\x05]\x94.")


@case
def with_a_garbled_eta(queue):
    is_answered_and_buried("'eta'", extra={"eta": "tomorrow"}, queue=queue)


@case
def with_a_garbled_expiry():
    is_answered_and_buried("'expires'", extra={"expires": 12})


@case
def without_any_headers(queue):
    forget_the_buried(queue)
    publish([[2, 3], {}, None], {}, queue=queue)
    holds(buried(queue).headers["x-baton-reason"], "'id'")
    equal(call("conform.add", 1, 1, queue=queue).get(timeout=T), 2)


@case
def that_inflates_without_end():
    bomb = zlib.compress(b" " * (64 * 1024 * 1024))
    is_answered_and_buried("inflates", body=bomb, extra={"compression": "application/x-gzip"})


@case
def whose_compression_is_a_lie():
    is_answered_and_buried("zlib", body=b"[]", extra={"compression": "application/x-gzip"})


@case
def whose_compression_kombu_does_not_know():
    is_answered_and_buried("application/zstd", body=b"[]", extra={"compression": "application/x-snappy"})


@case
def nested_without_end():
    is_answered_and_buried("not JSON", body=b"[" * 200000)


@case
def whose_dead_letter_is_whole():
    dead = is_answered_and_buried("not JSON", body=b"[[1], {}, nul", extra={"tenant": "a"})
    equal((dead.body, dead.headers["tenant"]), ("[[1], {}, nul", "a"))
