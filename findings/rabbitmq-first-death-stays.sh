#!/usr/bin/env bash
# RabbitMQ 4.0 (Debian trixie): x-first-death-reason is of the message's whole life. A message that came through a delay queue, whose way is
# to expire, and is later rejected for good still says "expired", "delay"; only x-last-death-* says why it is in the dead letter queue now.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie rabbitmq-server=4.0 python3-amqp

inside <<END
$rabbitmq
python3 - <<'PYTHON'
import amqp

connection = amqp.Connection("localhost:5672")
connection.connect()
channel = connection.channel()

def declare(name, target=None):
    arguments = {"x-queue-type": "quorum"}
    if target:
        arguments |= {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": target}
    channel.queue_declare(name, durable=True, auto_delete=False, arguments=arguments)

def take(name):
    while True:
        message = channel.basic_get(name)
        if message:
            return message

declare("dead")
declare("work", "dead")
declare("delay", "work")
channel.basic_publish_confirm(amqp.Message("x", expiration="100"), routing_key="delay")
channel.basic_reject(take("work").delivery_tag, requeue=False)
headers = take("dead").headers
told = {name: headers.get(name) for name in
        ("x-first-death-reason", "x-first-death-queue", "x-last-death-reason", "x-last-death-queue")}
print(told)
assert told == {"x-first-death-reason": "expired", "x-first-death-queue": "delay",
                "x-last-death-reason": "rejected", "x-last-death-queue": "work"}
PYTHON
END
