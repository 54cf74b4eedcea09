# shellcheck shell=bash disable=SC2034,SC2154  # sourced by services, which has the variables
# The services in containers, where an engine answers and has or can get their images.

docker_obstacle=""

compose() { docker compose --project-directory "$repository" --project-name "baton-$instance" "$@"; }

docker_possible() {
    if ! command -v docker >/dev/null || ! timeout 5 docker info >/dev/null 2>&1; then
        docker_obstacle="no container engine answers"
    elif ! docker compose version >/dev/null 2>&1; then
        docker_obstacle="docker has no compose plugin"
    else
        check_images
    fi
    [[ -z $docker_obstacle ]]
}

check_images() {
    local image images
    images=$(compose config --images "${services[@]}") || docker_obstacle="docker-compose.yml cannot be read"
    for image in $images; do
        docker image inspect "$image" >/dev/null 2>&1 || timeout 10 docker manifest inspect "$image" >/dev/null 2>&1 ||
            docker_obstacle="the image $image is neither here nor to be had"
    done
}

docker_up() {
    docker_possible || fail "$docker_obstacle"
    local service start
    start=$(now)
    for service in "${services[@]}"; do docker_serving "$service" || require_free_ports "$service"; done
    compose up --detach --wait "${services[@]}"
    say "${services[*]} are ready" "$(took "$start")"
}

docker_down() { compose rm --stop --force "${services[@]}"; }

docker_restart() {
    local service=$1 how=$2 start
    start=$(now)
    if [[ -n $how ]]; then compose kill --signal KILL "$service"; else compose stop "$service"; fi
    compose up --detach --wait --no-deps "$service"
    say "$service restarted" "$(took "$start")"
}

docker_reset() { compose down --volumes; }

# A client in the root file system reaches the published ports as well.
docker_exec() {
    [[ -d $rootfs ]] || fail "instance '$instance' runs in containers and has no root file system:" \
        "use 'docker compose -p baton-$instance exec SERVICE COMMAND', or BATON_SERVICES=rootfs"
    rootfs_exec "$@"
}

docker_serving() { [[ -n $(compose ps --quiet --status running "$1" 2>/dev/null) ]]; }

docker_running() { [[ -n $(compose ps --quiet --status running 2>/dev/null) ]]; }

docker_db_version() { compose exec -T db postgres --version; }
