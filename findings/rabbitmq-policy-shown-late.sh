#!/usr/bin/env bash
# RabbitMQ 4.3.6, quorum queue: GET /api/queues/VHOST/NAME of the management API does not show the policy that a new queue has, until the
# queue's next tick, up to five seconds later. With ?disable_stats=true, which sounds like less, the policy is there at once.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian sid rabbitmq-server=4.3.6 python3-amqp

cat >"$work/late.py" <<'PYTHON'
import base64, json, time, urllib.request


def call(method, path, body=None):
    request = urllib.request.Request("http://127.0.0.1:15672/api/" + path, body and body.encode(), method=method)
    request.add_header("Authorization", "Basic " + base64.b64encode(b"guest:guest").decode())
    request.add_header("Content-Type", "application/json")
    answer = urllib.request.urlopen(request).read()
    return json.loads(answer) if answer else None


def seconds_until_shown(query):
    begun = time.time()
    while call("GET", "queues/%2F/q" + query).get("policy") != "limit":
        assert time.time() - begun < 60, "never shown"
    return time.time() - begun


seen = {}
for query in "?disable_stats=true", "":
    call("PUT", "policies/%2F/limit", '{"pattern": "^q$", "definition": {"delivery-limit": 3}, "apply-to": "quorum_queues"}')
    call("PUT", "queues/%2F/q", '{"durable": true, "arguments": {"x-queue-type": "quorum"}}')
    seen[query] = seconds_until_shown(query)
    print(f"GET /api/queues/%2F/q{query} shows the policy after {seen[query]:.1f} s")
    call("DELETE", "queues/%2F/q")
assert seen["?disable_stats=true"] < 0.5 < seen[""], seen
PYTHON
inside <<END
$rabbitmq
rabbitmq-plugins -q enable rabbitmq_management >/dev/null
python3 /tmp/finding/late.py
END
