#!/usr/bin/env bash
# RabbitMQ 4.0 (Debian trixie): queue.delete with if-empty is refused for a quorum queue, also where it is empty, and by closing the whole
# connection (540), not the channel: every other channel of the client, with all that it has not acknowledged, goes with it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie rabbitmq-server=4.0 python3-amqp

inside <<END
$rabbitmq
python3 - <<'PYTHON'
import amqp

connection = amqp.Connection("localhost:5672")
connection.connect()
other = connection.channel()
channel = connection.channel()
channel.queue_declare("classic", auto_delete=False)
channel.queue_delete("classic", if_empty=True)
channel.queue_declare("quorum", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
try:
    channel.queue_delete("quorum", if_empty=True)
    said = None
except amqp.AMQPError as error:
    said = error
print("classic: deleted; quorum:", said, "- the other channel is open:", other.is_open)
assert isinstance(said, amqp.AMQPNotImplementedError) and not connection.connected
PYTHON
END
