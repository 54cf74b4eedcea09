# shellcheck shell=bash disable=SC2034,SC2154  # sourced by services, which has the variables
# The services in a Debian root file system, each in namespaces of its own, without a container engine.

rootfs_obstacle=""
declare -A launched=()

rootfs_possible() {
    if [[ $(id -u) != 0 ]]; then
        rootfs_obstacle="a root file system needs root"
    elif [[ ! -d $rootfs ]] && ! command -v apt-get >/dev/null; then
        rootfs_obstacle="a root file system needs Debian or Ubuntu"
    elif ! unshare --mount --pid --ipc --fork --propagation private true 2>/dev/null; then
        rootfs_obstacle="a root file system needs the right to make namespaces"
    fi
    [[ -z $rootfs_obstacle ]]
}

# Built aside and renamed, so that what an interrupted build leaves is never taken for a finished one.
build_rootfs() {
    [[ ! -d $rootfs ]] || return 0
    local lock_file start log=$home/rootfs-$suite.log packages
    lock "rootfs-$suite"
    [[ ! -d $rootfs ]] || return 0
    if ! command -v mmdebstrap >/dev/null || [[ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]]; then
        start=$(now)
        { apt-get update -qq && apt-get install -y -qq mmdebstrap debian-archive-keyring; } >"$log" 2>&1 ||
            fail "cannot install mmdebstrap, see $log"
        say "installed mmdebstrap" "$(took "$start")"
    fi
    start=$(now)
    delete_folder "$rootfs.new"
    say "building the root file system of Debian $suite…"
    packages=postgresql-$postgresql_version,postgresql-$postgresql_version-pgvector,$redis_program-server,rabbitmq-server
    packages+=,python3-celery,python3-redis,tesseract-ocr-eng
    # A mirror that keeps yesterday's lists of a suite that moves daily is good enough.
    unshare --mount --propagation private mmdebstrap --variant=apt --include="$packages" \
        --aptopt='Acquire::Check-Valid-Until "false"' "$suite" "$rootfs.new" >"$log" 2>&1 ||
        fail "cannot build the root file system from Debian $suite (does it still have $packages?), see $log"
    mkdir -p "$rootfs.new/srv/baton"
    # A file of its own, never a link that a mount would follow out of here.
    rm -f "$rootfs.new/etc/resolv.conf"
    touch "$rootfs.new/etc/resolv.conf"
    chmod 755 "$rootfs.new"
    mv "$rootfs.new" "$rootfs"
    exec {lock_file}>&-
    say "built the root file system" "$(took "$start")"
}

rootfs_up() {
    rootfs_possible || fail "$rootfs_obstacle"
    build_rootfs
    mkdir -p "$instance_folder"/{data,log,run}
    echo "$suite" >"$instance_folder/suite"
    local service
    for service in "${services[@]}"; do rootfs_launch "$service"; done
    for service in "${services[@]}"; do rootfs_await "$service"; done
}

rootfs_down() {
    local service
    for service in "${services[@]}"; do rootfs_stop "$service"; done
}

rootfs_restart() {
    local service=$1 how=$2
    rootfs_stop "$service" "${how:+killed}"
    rootfs_launch "$service"
    rootfs_await "$service"
}

# The data lies in the instance's folder, which goes as a whole.
rootfs_reset() { :; }

rootfs_exec() {
    [[ -d $rootfs ]] || fail "there is no $rootfs: run 'services up' with BATON_SERVICES=rootfs first"
    local cookie=$instance_folder/data/rabbitmq/.erlang.cookie
    if [[ -f $cookie ]]; then export RABBITMQ_ERLANG_COOKIE && RABBITMQ_ERLANG_COOKIE=$(<"$cookie"); fi
    exec env HOME=/root PATH=/usr/lib/rabbitmq/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
        RABBITMQ_NODENAME="$(node_name)" ERL_EPMD_PORT="$BATON_EPMD_PORT" \
        unshare --mount --propagation private "$here/inside" "$rootfs" "" root "" "$@"
}

rootfs_db_version() { chroot "$rootfs" "$postgresql/postgres" --version; }

rootfs_serving() {
    local pid started stat fields
    read -r pid started 2>/dev/null <"$instance_folder/run/$1.pid" || return 1
    stat=$(cat "/proc/$pid/stat" 2>/dev/null) || return 1
    read -r -a fields <<<"${stat##*) }"
    [[ ${fields[19]} == "$started" && ${fields[0]} != Z ]]
}

rootfs_running() {
    local service
    for service in "${services[@]}"; do rootfs_serving "$service" && return 0; done
    return 1
}

rootfs_launch() {
    local service=$1
    ! rootfs_serving "$service" || return 0
    require_free_ports "$service"
    rm -f "$instance_folder/run/$service.pid"
    launched[$service]=$(now)
    "start_$service"
}

rootfs_await() {
    local service=$1
    await_ready "$service" rootfs_serving || {
        tail -n 15 "$instance_folder/log/$service.log" >&2
        fail "$service did not become ready, see $instance_folder/log/$service.log"
    }
    [[ $service != db ]] || prepare_database
    say "$service is ready" "${launched[$service]:+$(took "${launched[$service]}")}"
}

# Each service is process 1 of its own process namespace: whatever it started ends with it, as with a machine's crash.
launch() {
    local service=$1 user=$2 deadline=$((SECONDS + 10))
    shift 2
    setsid unshare --mount --pid --ipc --fork --kill-child --propagation private \
        "$here/inside" "$rootfs" "$instance_folder" "$user" "$instance_folder/run/$service.pid" "$@" \
        </dev/null >>"$instance_folder/log/$service.log" 2>&1 {lock_file}>&- &
    until rootfs_serving "$service"; do
        ((SECONDS < deadline)) || fail "$service did not start, see $instance_folder/log/$service.log"
        sleep 0.05
    done
}

rootfs_stop() {
    local service=$1 how=${2:-stopped} signal=KILL pid start deadline=$((SECONDS + 30))
    rootfs_serving "$service" || return 0
    start=$(now)
    [[ $how == killed ]] || signal=$(stop_signal "$service")
    read -r pid _ <"$instance_folder/run/$service.pid"
    kill -s "$signal" "$pid"
    while rootfs_serving "$service"; do
        if ((SECONDS >= deadline)); then
            say "$service does not stop: killing it"
            kill -s KILL "$pid" || true
            deadline=$((SECONDS + 30))
        fi
        sleep 0.1
    done
    rm -f "$instance_folder/run/$service.pid"
    say "$service was ${how}" "$(took "$start")"
}

# PostgreSQL's fast shutdown is INT; TERM would wait for its clients to leave.
stop_signal() { if [[ $1 == db ]]; then echo INT; else echo TERM; fi; }
