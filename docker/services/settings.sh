# shellcheck shell=bash disable=SC2034,SC2154  # sourced by services, which has the variables
# Names, ports and folders of one instance.

services=(db redis rabbitmq)
backend=""
suite=""

say() { printf '%-44s %s\n' "$1" "${2:-}"; }

fail() {
    printf 'services: %s\n' "$*" >&2
    exit 1
}

# Milliseconds, without starting a process.
now() { printf '%s' "$((${EPOCHREALTIME/[^0-9]/} / 1000))"; }

took() {
    local milliseconds=$(($(now) - $1))
    printf '%d.%d s' $((milliseconds / 1000)) $((milliseconds % 1000 / 100))
}

instance=${BATON_INSTANCE:-dev}
[[ $instance =~ ^[a-z][a-z0-9-]*$ && $instance != rootfs* ]] ||
    fail "BATON_INSTANCE is '$instance', must be lower-case letters, digits and dashes, and not rootfs"

# Below 32768, where the system begins to take ports for outgoing connections. Those of name-1, name-2 and so on follow each other, so
# that none of them takes another's.
offset_of() {
    local sum
    case $1 in
        dev) echo 0 ;;
        test) echo 1000 ;;
        *-[1-9] | *-[1-9][0-9]) echo $(($(offset_of "${1%-*}") + 10 * ${1##*-})) ;;
        *)
            read -r sum _ < <(printf '%s' "$1" | cksum)
            echo $((2000 + sum % 1200 * 10))
            ;;
    esac
}

case $instance in
    dev | test) offset=$(offset_of "$instance") ;;
    *) offset=${BATON_PORT_OFFSET:-$(offset_of "$instance")} ;;
esac
[[ $offset =~ ^[0-9]+$ ]] || fail "BATON_PORT_OFFSET is '$offset', must be a number, such as 2000"

export BATON_RABBITMQ_PORT=${BATON_RABBITMQ_PORT:-$((17672 + offset))}
export BATON_RABBITMQ_MANAGEMENT_PORT=${BATON_RABBITMQ_MANAGEMENT_PORT:-$((17673 + offset))}
export BATON_RABBITMQ_DISTRIBUTION_PORT=${BATON_RABBITMQ_DISTRIBUTION_PORT:-$((17674 + offset))}
export BATON_EPMD_PORT=${BATON_EPMD_PORT:-$((17675 + offset))}
export BATON_REDIS_PORT=${BATON_REDIS_PORT:-$((17379 + offset))}
export BATON_POSTGRES_PORT=${BATON_POSTGRES_PORT:-$((17432 + offset))}

repository=$(cd "$here/../.." && pwd)
home=${BATON_HOME:-$repository/.baton}
mkdir -p "$home"
home=$(cd "$home" && pwd -P)
instance_folder=$home/$instance

# One root file system for each suite, shared by all instances.
choose_suite() {
    suite=${BATON_SUITE:-trixie}
    [[ ! -f $instance_folder/suite ]] || suite=$(<"$instance_folder/suite")
    case $suite in
        trixie) postgresql_version=17 redis_program=redis ;;
        sid) postgresql_version=18 redis_program=valkey ;;
        *) fail "BATON_SUITE is '$suite', must be trixie or sid" ;;
    esac
    rootfs=$home/rootfs-$suite
    postgresql=/usr/lib/postgresql/$postgresql_version/bin
}

port_variables() {
    case $1 in
        db) echo BATON_POSTGRES_PORT ;;
        redis) echo BATON_REDIS_PORT ;;
        rabbitmq)
            echo BATON_RABBITMQ_PORT BATON_RABBITMQ_MANAGEMENT_PORT BATON_RABBITMQ_DISTRIBUTION_PORT BATON_EPMD_PORT
            ;;
    esac
}

port_settings() {
    local service name
    for service in "${services[@]}"; do
        for name in $(port_variables "$service"); do echo "$name=${!name}"; done
    done
}

ports_of() {
    case $1 in
        db) echo "$BATON_POSTGRES_PORT" ;;
        redis) echo "$BATON_REDIS_PORT" ;;
        rabbitmq) echo "$BATON_RABBITMQ_PORT, http $BATON_RABBITMQ_MANAGEMENT_PORT" ;;
    esac
}

# Held until this process ends. Services must be started with it closed, or they would hold it for ever.
lock() {
    exec {lock_file}>"$home/$1.lock"
    flock --nonblock "$lock_file" || {
        say "waiting for another run on '$1'"
        flock "$lock_file"
    }
}

# INVARIANT: nothing is deleted through a mount, in this or in any other process' namespace.
delete_folder() {
    [[ $1 == "$home"/?* ]] || fail "will not delete $1: it is not inside $home"
    if grep -qsF -e " $1 " -e " $1/" /proc/[0-9]*/mountinfo; then
        fail "will not delete $1: it is mounted somewhere; is a service still running?"
    fi
    rm -rf --one-file-system "$1"
}
