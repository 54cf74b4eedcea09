# What arguments and results may be.
import decimal
from datetime import date
from datetime import time as time_of_day


def echoes(value):
    equal(call("conform.echo", value).get(timeout=T), value)


@case
def text_of_every_script_is_kept():
    echoes("Grüße, 世界, 🏃\u200d♀️, \u0000, \\u2028 \u2028 \"quoted\" 'single' \x7f")


@case
def nested_lists_objects_and_nulls_are_kept():
    echoes({"a": [1, [2, [3, {"b": None}]], True, False], "": {}, "empty": []})


@case
def integers_of_any_size_are_kept():
    echoes([0, -1, 2**31, -2**63, 2**53 + 1, 10**30])


@case
def fractions_are_kept():
    echoes([0.1, -1.5, 1e-300, 1.7976931348623157e308, 3.0])


@case
def an_integer_is_not_made_a_fraction():
    assert isinstance(call("conform.echo", 3).get(timeout=T), int)
    assert isinstance(call("conform.echo", 3.0).get(timeout=T), float)


@case
def not_a_number_and_infinity_are_read():
    equal(call("conform.measure", float("nan")).get(timeout=T), "NaN")
    equal(call("conform.measure", float("inf")).get(timeout=T), "Infinity")
    equal(call("conform.measure", float("-inf")).get(timeout=T), "-Infinity")


@case
def none_is_a_result():
    result = call("conform.echo", None)
    equal(result.get(timeout=T), None)
    equal(result.state, "SUCCESS")


def typed(**value):
    (name, wanted), = value.items()
    given, text = wanted
    equal(app.send_task("conform.typed", kwargs={name: given}, queue="celery").get(timeout=T)[name], text)


@case
def a_datetime_with_an_offset_is_a_moment():
    typed(moment=(datetime(2026, 11, 21, 8, 6, 14, 436526, timezone.utc), "2026-11-21T08:06:14.436526Z"))


@case
def a_datetime_without_an_offset_is_a_local_one():
    typed(naive=(datetime(2026, 11, 21, 8, 6, 14), "2026-11-21T08:06:14"))


@case
def a_date_is_a_date():
    typed(day=(date(2026, 11, 21), "2026-11-21"))


@case
def a_time_is_a_time():
    typed(time=(time_of_day(8, 6, 14, 5), "08:06:14.000005"))


@case
def a_decimal_keeps_every_digit():
    typed(amount=(decimal.Decimal("12345678901234567890.10"), "12345678901234567890.10"))


@case
def a_uuid_is_a_uuid():
    typed(id=(uuid.UUID("731bf42a-12ed-497b-9551-c73e93cc6b2b"), "731bf42a-12ed-497b-9551-c73e93cc6b2b"))


@case
def bytes_that_are_text_are_bytes():
    typed(data=("grün".encode(), "gr\u00fcn".encode().hex()))


@case
def bytes_that_are_no_text_are_bytes():
    typed(data=(b"\xff\x00\xfe", "ff00fe"))


MOMENT = datetime(2026, 11, 21, 8, 6, 14, 436526, timezone(timedelta(hours=5, minutes=30)))
BEYOND_JSON = {
    "moment": MOMENT, "utc": MOMENT.astimezone(timezone.utc), "naive": datetime(2026, 11, 21, 8, 6), "day": date(33, 4, 3),
    "time": time_of_day(8, 6, 14, 5), "zoned": time_of_day(8, 6, tzinfo=timezone(-timedelta(hours=3))),
    "amounts": [decimal.Decimal(text) for text in ("12345678901234567890.10", "12.50", "1E+3", "0E-7", "-0.1")],
    "id": uuid.UUID("731bf42a-12ed-497b-9551-c73e93cc6b2b"), "text": "grün".encode(), "data": b"\xff\x00\xfe",
}


def exact(value):
    """Tells apart what == does not: types, scales, offsets, and numbers that are none."""
    return repr(value)


def returns_exactly(found, wanted):
    equal(exact(found), exact(wanted))


@case
def what_json_does_not_know_comes_back_as_it_went(queue):
    returns_exactly(call("conform.echo", BEYOND_JSON, queue=queue).get(timeout=T), BEYOND_JSON)


@case
def each_type_comes_back_from_the_top_of_an_argument():
    for value in [MOMENT, date.today(), time_of_day(1), decimal.Decimal("12.50"), uuid.uuid4(), b"a", b"\xff"]:
        returns_exactly(call("conform.echo", value).get(timeout=T), value)


@case
def not_a_number_and_infinity_come_back(queue):
    numbers = [float("nan"), {"deep": [float("inf"), float("-inf")]}]
    returns_exactly(call("conform.echo", numbers, queue=queue).get(timeout=T), numbers)
    returns_exactly(call("conform.echo", float("nan")).get(timeout=T), float("nan"))


@case
def results_are_stored_in_the_forms_of_kombu():
    from kombu.utils.json import dumps
    result = call("conform.echo", [BEYOND_JSON, float("nan")])
    result.get(timeout=T)
    text = app.backend.client.get("celery-task-meta-" + result.id).decode()
    equal(dumps(json.loads(text)["result"]), dumps(json.loads(dumps([BEYOND_JSON, float("nan")]))))


@case
def javas_types_are_pythons():
    moment = datetime(2026, 11, 21, 8, 6, 14, 436526, timezone(timedelta(hours=1)))
    typed = {"amount": decimal.Decimal("12345678901234567890.10"), "data": b"\xff\x00", "day": moment.date(),
             "id": BEYOND_JSON["id"], "moment": moment, "naive": moment.replace(tzinfo=None),
             "time": moment.time()}
    found = call("conform.types").get(timeout=T)
    equal(found["typed"], typed)
    returns_exactly(sorted(found["typed"].items()), sorted(typed.items()))
    returns_exactly(found["instant"], moment.astimezone(timezone.utc))
    returns_exactly(found["numbers"], [float("nan"), float("-inf")])


@case
def steps_of_workflows_hand_on_what_json_does_not_know():
    from celery import chain
    steps = [app.signature(name, queue=queue)
             for name, queue in (("conform.echo", "quorum"), ("python.echo", "python"), ("conform.echo", "celery"))]
    steps[0] = steps[0].clone(args=([BEYOND_JSON, float("nan")],))
    returns_exactly(chain(*steps).apply_async().get(timeout=T), [BEYOND_JSON, float("nan")])


@case
def a_later_step_keeps_its_own_arguments_beyond_json():
    from celery import chain
    first = app.signature("conform.add", args=(1, 2), queue="celery")
    later = app.signature("python.request", kwargs={"value": [BEYOND_JSON, float("inf")]}, queue="python")
    returns_exactly(chain(first, later).apply_async().get(timeout=T)["kwargs"], {"value": [BEYOND_JSON, float("inf")]})


@case
def a_chord_gathers_what_json_does_not_know():
    from celery import chord
    values = [decimal.Decimal("12.50"), MOMENT, float("nan")]
    header = [app.signature("conform.echo", args=(value,), queue="celery") for value in values]
    returns_exactly(chord(header)(app.signature("conform.echo", queue="quorum")).get(timeout=T), values)


@case
def a_decimal_that_is_no_number_is_refused_with_its_name():
    holds(str(raised(call("conform.echo", decimal.Decimal("NaN")))), "'NaN', which is no decimal")


@case
def a_type_that_kombu_does_not_know_is_refused_with_its_name():
    holds(str(raised(call("conform.echo", {"__type__": "complex", "__value__": [1, 2]}))), "complex")
