#!/usr/bin/env bash
# RabbitMQ 4.3.6, quorum queue: a policy's consumer-timeout holds for consumers that come after it alone. One that was there before keeps
# what held then (30 minutes), also for messages that it gets later; list_policies shows the new one all the same.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian sid rabbitmq-server=4.3.6 python3-amqp

cat >"$work/late.py" <<'PYTHON'
import amqp, socket, subprocess, time

connection = amqp.Connection("localhost:5672")
connection.connect()
given_back = []


def consume(name):
    channel = connection.channel()
    channel.basic_qos(0, 1, False)
    channel.basic_consume("q", callback=lambda message: None, consumer_tag=name, on_cancel=given_back.append)
    return channel


channel = connection.channel()
channel.queue_declare("q", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
early = consume("early")
subprocess.run(["rabbitmqctl", "-q", "set_policy", "--apply-to", "quorum_queues", "timeout", "^q$", '{"consumer-timeout": 3000}'],
               check=True)
late = consume("late")
for body in "ab":
    channel.basic_publish(amqp.Message(body), "", "q")
end = time.time() + 12
while time.time() < end:
    try:
        connection.drain_events(timeout=0.5)
    except socket.timeout:
        pass
    except amqp.exceptions.ConsumerCancelled:
        pass
print("consumers that the broker cancelled in 12 s, after a timeout of 3 s:", given_back)
assert given_back == ["late"], given_back
PYTHON
inside <<END
$rabbitmq
python3 /tmp/finding/late.py
END
