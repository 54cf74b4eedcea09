# shellcheck shell=bash disable=SC2034,SC2154  # sourced by services, which has the variables
# What a service itself says, asked through its port alone: the same for every way of running it.

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

require_free_ports() {
    local name deadline=$((SECONDS + 3))
    for name in $(port_variables "$1"); do
        # A process that was killed is seen to be gone a moment before its port is free.
        while port_open "${!name}"; do
            ((SECONDS < deadline)) ||
                fail "port ${!name} for $1 is taken by something else; free it, set $name, or take another BATON_INSTANCE"
            sleep 0.1
        done
    done
}

# PostgreSQL asks for a password only once it accepts sessions; before that it answers with an error.
ready_db() (
    exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$BATON_POSTGRES_PORT" || exit 1
    printf '\0\0\0\x23\0\3\0\0user\0baton\0database\0baton\0\0' >&3
    IFS= read -r -t 2 -N 1 answer <&3 || exit 1
    # Hanging up on an unread rest would be logged as a fault.
    IFS= read -r -t 0.05 -N 99 _ <&3 || true
    [[ $answer == R ]]
)

redis_says() (
    exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$BATON_REDIS_PORT" || exit 1
    printf '%s\r\nQUIT\r\n' "$1" >&3
    timeout 2 cat <&3
)

ready_redis() { [[ $(redis_says PING) == +PONG* ]]; }

# Valkey tells the version of Redis that it is compatible with first, its own later.
version_redis() {
    redis_says 'INFO server' | sed -n -e 's/^redis_version:\([0-9.]*\).*/Redis \1/p' -e 's/^valkey_version:\([0-9.]*\).*/Valkey \1/p' |
        tail -n 1
}

management_says() (
    exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$BATON_RABBITMQ_MANAGEMENT_PORT" || exit 1
    printf 'GET /api/%s HTTP/1.0\r\nAuthorization: Basic %s\r\n\r\n' "$1" "$(printf baton:baton | base64)" >&3
    timeout 2 cat <&3
)

ready_rabbitmq() {
    port_open "$BATON_RABBITMQ_PORT" && [[ $(management_says health/checks/virtual-hosts) == *' 200 '* ]]
}

version_rabbitmq() { management_says overview | sed -n 's/.*"rabbitmq_version":"\([^"]*\)".*/\1/p'; }

version_db() { "${backend}_db_version" | sed 's/[^0-9]*\([0-9.]*\).*/\1/'; }

# Polls $1's own readiness until it answers or $2, the check that it still runs, fails.
await_ready() {
    local service=$1 still_running=$2 deadline=$((SECONDS + 180))
    until "ready_$service"; do
        "$still_running" "$service" || return 1
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}
