#!/usr/bin/env bash
# RabbitMQ 4.0 (Debian trixie), quorum queue with max-length and its default overflow, drop-head: the head is that of the line of high
# priority. A full queue therefore throws its urgent messages away for normal ones that arrive later, and keeps normal ones that are older.
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
channel.queue_declare("q", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum", "x-max-length": 4})
for name, priority in ("normal1", 0), ("normal2", 0), ("urgent1", 9), ("urgent2", 9), ("normal3", 0), ("normal4", 0):
    channel.basic_publish_confirm(amqp.Message(name, priority=priority), routing_key="q")
left = []
while message := channel.basic_get("q"):
    left.append(message.body)
print("sent 2 normal, 2 urgent, 2 normal to a queue of 4; left:", left)
assert len(left) == 4 and all(name.startswith("normal") for name in left), left
PYTHON
END
