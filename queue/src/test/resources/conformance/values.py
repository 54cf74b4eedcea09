# What arguments and results may be.
import decimal
from datetime import date, time as time_of_day


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


@case
def a_type_that_kombu_does_not_know_is_refused_with_its_name():
    holds(str(raised(call("conform.echo", {"__type__": "complex", "__value__": [1, 2]}))), "complex")
