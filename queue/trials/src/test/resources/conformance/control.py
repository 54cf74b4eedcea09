# What celery inspect and celery control say to a Baton worker.
import subprocess

from celery.exceptions import TaskRevokedError


def inspect(**options):
    return app.control.inspect(timeout=10, limit=1, destination=[baton()], **options)


def told(answers):
    (name, answer), = answers.items()
    assert name.startswith("baton"), name
    return answer


@case
def a_worker_answers_ping():
    equal(told(inspect().ping()), {"ok": "pong"})


@case
def a_worker_is_found_by_a_pattern():
    equal(list(app.control.ping(timeout=5, limit=1, pattern="baton*@*", matcher="glob"))[0].popitem()[1], {"ok": "pong"})
    equal(list(app.control.ping(timeout=5, limit=1, pattern="baton\\d+@.*", matcher="pcre"))[0].popitem()[1], {"ok": "pong"})


@case
def a_worker_that_is_not_meant_does_not_answer():
    equal(app.control.ping(timeout=1, destination=["nobody@nowhere"]), [])


@case
def the_registered_tasks_are_listed():
    names = told(inspect().registered())
    assert {"conform.add", "conform.slow"} <= set(names), names


@case
def the_queues_of_a_worker_are_listed():
    equal({queue["name"] for queue in told(inspect().active_queues())}, {"celery", "quorum"})


@case
def the_running_task_is_listed():
    with Busy() as result:
        task, = told(inspect().active())
        equal((task["id"], task["name"], task["args"], task["kwargs"]), (result.id, "conform.slow", [], {}))
        assert time.time() - task["time_start"] < 60
    equal(told(inspect().active()), [])


@case
def a_running_task_is_found_by_its_id():
    with Busy() as result:
        equal(told(inspect().query_task(result.id))[result.id][0], "active")


@case
def a_task_that_waits_for_its_eta_is_listed():
    result = call("conform.add", 1, 1, countdown=600)
    task, = eventually(lambda: [task for task in told(inspect().scheduled()) if task["request"]["id"] == result.id])
    eta = datetime.fromisoformat(task["eta"].replace("Z", "+00:00"))
    assert timedelta(minutes=9) < eta - datetime.now(timezone.utc) < timedelta(minutes=11), eta
    result.revoke()
    state(result, "REVOKED")


@case
def the_reserved_tasks_are_listed():
    assert isinstance(told(inspect().reserved()), list)


@case
def the_counts_of_a_worker_are_read():
    stats = told(inspect().stats())
    assert stats["total"]["conform.add"] > 0, stats
    assert stats["pool"]["max-concurrency"] == 1 and stats["pid"] > 0, stats


@case
def the_configuration_of_a_worker_is_read():
    assert told(inspect().conf())["task_acks_late"] is True


@case
def an_unknown_command_is_answered_with_an_error():
    answer, = app.control.broadcast("no_such_command", reply=True, timeout=10, limit=1, destination=[baton()])
    holds(told(answer)["error"], "no_such_command")


@case
def the_command_line_inspects():
    printed = subprocess.run([sys.executable, "-m", "celery", "-b", app.conf.broker_url, "--no-color", "inspect", "--timeout", "10",
                              "-d", baton(), "ping"], capture_output=True, text=True).stdout
    holds(printed, "pong")
    holds(printed, "1 node online")


@case
def a_waiting_task_that_is_revoked_never_runs(queue):
    with Busy():
        waiting = call("conform.note", "unwanted", queue=queue)
        waiting.revoke()
        error = raised(waiting)
    assert isinstance(error, TaskRevokedError), repr(error)
    equal((waiting.state, str(error)), ("REVOKED", "revoked"))


@case
def several_tasks_are_revoked_together():
    with Busy():
        waiting = [call("conform.add", n, n) for n in range(3)]
        app.control.revoke([one.id for one in waiting])
        [state(one, "REVOKED") for one in waiting]


@case
def a_running_task_that_is_terminated_ends(queue):
    result = state(call("conform.slow", queue=queue), "PROGRESS")
    result.revoke(terminate=True)
    assert isinstance(raised(result), TaskRevokedError)
    equal(call("conform.add", 1, 1, queue=queue).get(timeout=T), 2)


@case
def a_task_that_has_ended_stays_as_it_ended():
    result = call("conform.add", 2, 3)
    result.get(timeout=T)
    result.revoke(terminate=True)
    call("conform.add", 1, 1).get(timeout=T)
    equal((result.state, stored(result.id)["result"]), ("SUCCESS", 5))


@case
def a_task_revoked_while_every_worker_is_down_never_runs():
    process = told(inspect().stats())["pid"]
    os.kill(process, signal.SIGKILL)
    unwanted, wanted = call("conform.note", "unwanted"), call("conform.add", 1, 1)
    unwanted.revoke()
    equal(wanted.get(timeout=60), 2)
    state(unwanted, "REVOKED")
