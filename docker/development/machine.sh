# shellcheck shell=bash
# What the development scripts need of the machine.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# install_missing COMMAND:PACKAGE… installs the Debian packages of the commands that are not there.
install_missing() {
    local pair packages=()
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || packages+=("${pair#*:}")
    done
    ((${#packages[@]})) || return 0
    if ! command -v apt-get >/dev/null || ((EUID != 0)); then
        echo "Please install: ${packages[*]} (as root on Debian this would be done for you)" >&2
        exit 1
    fi
    echo "installing ${packages[*]}…"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}" >/dev/null
}

# install_wanted COMMAND:PACKAGE… does so where it can. What cannot do without them says what it skips.
install_wanted() {
    ! command -v apt-get >/dev/null || ((EUID != 0)) || install_missing "$@"
}

# maven ARGUMENT…: Maven as MVN names it, else the installed one, else the one that the wrapper downloads.
maven() {
    if [[ -n ${MVN:-} ]]; then
        "$MVN" "$@"
    elif command -v mvn >/dev/null; then
        mvn "$@"
    else
        "$repository/mvnw" "$@"
    fi
}

# Debian's Maven takes the wrapper's place where neither Maven Central nor a mirror, named by MVNW_REPOURL, can be reached.
require_maven() {
    require_java
    [[ -z ${MVN:-} ]] && ! command -v mvn >/dev/null || return 0
    # Without unzip the wrapper downloads another archive than the one whose checksum it has.
    install_missing curl:curl unzip:unzip
    "$repository/mvnw" --version >/dev/null || install_missing mvn:maven
}

require_java() {
    local version
    command -v javac >/dev/null || install_missing javac:openjdk-17-jdk-headless
    version=$(javac -version 2>&1)
    version=${version#javac }
    ((${version%%.*} >= 17)) || {
        echo "Baton needs JDK 17 or later, javac is $version" >&2
        exit 1
    }
}

# The applications follow the ports of the instance's services.
use_service_ports() {
    local said ports
    said=$(docker/services/services ports)
    mapfile -t ports <<<"$said"
    export "${ports[@]}"
}
