#!/usr/bin/env bash
# RabbitMQ 4.0 (Debian trixie), quorum queue: what a sender writes into x-delivery-count is what a consumer reads at the first delivery, as if
# it were the broker's. Celery's retry() copies the headers of the message that it retries, this one among them. From the second delivery on
# the header is the broker's own and starts again at 1.
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
channel.queue_declare("q", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
channel.basic_publish_confirm(amqp.Message("x", application_headers={"x-delivery-count": 19}), routing_key="q")
seen = []
while len(seen) < 3:
    message = channel.basic_get("q")
    if message:
        seen.append((message.delivery_info["redelivered"], message.headers.get("x-delivery-count")))
        channel.basic_reject(message.delivery_tag, requeue=True)
print("redelivered, x-delivery-count:", *seen)
assert seen == [(False, 19), (True, 1), (True, 2)], seen
PYTHON
END
