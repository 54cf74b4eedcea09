# shellcheck shell=bash disable=SC2034,SC2154  # sourced by services, which has the variables
# How each service is started in the root file system, where the instance's folder is /srv/baton.

start_db() {
    [[ -d $instance_folder/data/db ]] || create_database_cluster
    launch db postgres env -i LC_ALL=C.UTF-8 "$postgresql/postgres" -D /srv/baton/data/db \
        -c listen_addresses=127.0.0.1 -c port="$BATON_POSTGRES_PORT" -c unix_socket_directories= \
        -c password_encryption=scram-sha-256
}

# Made aside and renamed: an interrupted initdb must not look like a database.
create_database_cluster() {
    local start
    start=$(now)
    delete_folder "$instance_folder/data/db.new"
    owned_folder postgres db.new
    in_rootfs postgres sh -c "echo baton | $postgresql/initdb -D /srv/baton/data/db.new -U baton --pwfile=/dev/stdin \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8" >"$instance_folder/log/initdb.log" 2>&1 ||
        fail "initdb failed, see $instance_folder/log/initdb.log"
    mv "$instance_folder/data/db.new" "$instance_folder/data/db"
    say "created a database cluster" "$(took "$start")"
}

prepare_database() {
    in_rootfs postgres env PGPASSWORD=baton PGHOST=127.0.0.1 PGPORT="$BATON_POSTGRES_PORT" PGUSER=baton sh -euc '
        psql -qAt -d postgres -c "select 1 from pg_database where datname = '\''baton'\''" | grep -q 1 || createdb baton
        psql -q -d baton -v ON_ERROR_STOP=1' \
        <"$here/extensions.sql" >>"$instance_folder/log/initdb.log" 2>&1 ||
        fail "cannot prepare the database, see $instance_folder/log/initdb.log"
}

start_redis() {
    owned_folder "$redis_program" redis
    launch redis "$redis_program" env -i "/usr/bin/$redis_program-server" --bind 127.0.0.1 --port "$BATON_REDIS_PORT" \
        --dir /srv/baton/data/redis --appendonly yes --appendfsync everysec --save '' \
        --maxmemory 1gb --maxmemory-policy noeviction
}

node_name() { echo "baton-$instance@localhost"; }

start_rabbitmq() {
    owned_folder rabbitmq rabbitmq
    local folder=/srv/baton/data/rabbitmq
    cat "$here/rabbitmq.conf" - >"$instance_folder/data/rabbitmq/rabbitmq.conf" <<END
listeners.tcp.local = 127.0.0.1:$BATON_RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $BATON_RABBITMQ_MANAGEMENT_PORT
default_user = baton
default_pass = baton
log.console = true
log.file = false
END
    echo '[rabbitmq_management].' >"$instance_folder/data/rabbitmq/enabled_plugins"
    # Without busy waiting an idle broker leaves the processor to the tests; with quick ticks it tells early of what quorum queues hold.
    launch rabbitmq rabbitmq env -i HOME=$folder LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$BATON_EPMD_PORT" \
        RABBITMQ_NODENAME="$(node_name)" RABBITMQ_DIST_PORT="$BATON_RABBITMQ_DISTRIBUTION_PORT" \
        RABBITMQ_MNESIA_BASE=$folder RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf \
        RABBITMQ_ENABLED_PLUGINS_FILE=$folder/enabled_plugins RABBITMQ_LOG_BASE=/srv/baton/log \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-rabbit quorum_tick_interval 500 -kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none' \
        /usr/lib/rabbitmq/bin/rabbitmq-server
}

owned_folder() {
    mkdir -p "$instance_folder/data/$2"
    in_rootfs root chown "$1:" "/srv/baton/data/$2"
}

in_rootfs() {
    local user=$1
    shift
    unshare --mount --propagation private "$here/inside" "$rootfs" "$instance_folder" "$user" "" "$@"
}
