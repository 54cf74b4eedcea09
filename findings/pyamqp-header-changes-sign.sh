#!/usr/bin/env bash
# py-amqp 5.3.1, which Celery 5.5 is built on, with RabbitMQ 4.0 (Debian trixie): a header of -5000000000 that Python sends arrives in Python
# as 18446744068709551616. It is sent as a signed 64-bit integer by one letter ('L'); the broker passes it on by its own letter for the same
# type ('l'), which py-amqp takes for unsigned. Positive numbers, and what fits into 32 bits, arrive as they were.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie rabbitmq-server=4.0 python3-amqp=5.3.1

inside <<END
$rabbitmq
python3 - <<'PYTHON'
import amqp

channel = amqp.Connection("localhost:5672")
channel.connect()
channel = channel.channel()
channel.queue_declare("q", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
sent = {"far": -5000000000, "near": -5, "large": 5000000000}
channel.basic_publish_confirm(amqp.Message("x", application_headers=sent), routing_key="q")
message = None
while not message:
    message = channel.basic_get("q")
print("sent:    ", sent)
print("received:", message.headers)
assert message.headers == {"far": 2**64 - 5000000000, "near": -5, "large": 5000000000}
PYTHON
END
