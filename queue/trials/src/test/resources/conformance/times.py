# When tasks run, and how long they may.
from celery.exceptions import TaskRevokedError


def waited(queue, wanted, **options):
    sent = time.time()
    result = call("conform.add", 1, 1, queue=queue, **options)
    result.get(timeout=T)
    taken = time.time() - sent
    assert wanted <= taken < wanted + 5, f"waited {taken:.3f} s instead of {wanted:.3f} s"


@case
def a_countdown_is_waited_for(queue):
    waited(queue, 1.5, countdown=1.5)


@case
def a_countdown_of_less_than_a_second_is_waited_for(queue):
    waited(queue, 0.4, countdown=0.4)


@case
def an_eta_in_another_time_zone_is_waited_for():
    zone = timezone(timedelta(hours=5, minutes=30))
    waited("celery", 0.9, eta=datetime.now(zone) + timedelta(seconds=1))


@case
def an_eta_that_has_passed_is_not_waited_for():
    result = call("conform.add", 1, 1, eta=datetime.now(timezone.utc) - timedelta(hours=1))
    equal(result.get(timeout=5), 2)


@case
def a_task_that_waits_for_its_eta_holds_no_slot():
    later = call("conform.add", 1, 1, countdown=3)
    soon = [call("conform.add", n, 1) for n in range(5)]
    equal([one.get(timeout=T) for one in soon], [1, 2, 3, 4, 5])
    assert not later.ready()
    later.get(timeout=T)


@case
def a_task_that_has_expired_is_revoked(queue):
    # Celery's client would give the message no time to live: where no slot is free at once, a classic queue drops it.
    passed = datetime.now(timezone.utc) - timedelta(minutes=1)
    result = raw(extra={"expires": passed.isoformat()}, queue=queue)
    error = raised(result)
    assert isinstance(error, TaskRevokedError), repr(error)
    equal((result.state, str(error)), ("REVOKED", "expired"))


@case
def a_task_that_has_not_expired_runs():
    # Far ahead: its time begins before it is sent, and a busy broker may take that late.
    equal(call("conform.add", 1, 1, expires=3600).get(timeout=T), 2)


@case
def a_task_that_expires_while_it_waits_for_its_eta_never_runs():
    result = call("conform.add", 1, 1, countdown=1.5, expires=datetime.now(timezone.utc) + timedelta(seconds=1))
    assert isinstance(raised(result), TaskRevokedError)


@case
def a_soft_time_limit_ends_a_run(queue):
    error = raised(call("conform.slow", queue=queue, soft_time_limit=0.5))
    equal(type(error).__name__, "SoftTimeLimitExceeded")
    holds(str(error), "0.5 s")


@case
def a_soft_time_limit_that_is_not_reached_does_nothing():
    equal(call("conform.add", 1, 1, soft_time_limit=30, time_limit=60).get(timeout=T), 2)


@case
def a_hard_time_limit_ends_a_run_that_hears_nothing():
    worker = baton()
    error = raised(call("conform.deaf", soft_time_limit=0.2, time_limit=0.6), timeout=60)
    equal(type(error).__name__, "TimeLimitExceeded")
    # The process ended with it, and its successor does not try it again.
    equal(call("conform.add", 1, 1).get(timeout=60), 2)
    assert baton() != worker
