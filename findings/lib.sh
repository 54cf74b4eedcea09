# shellcheck shell=bash disable=SC2016,SC2034  # sourced by the findings, which use the variables; what is run inside is quoted
# What the findings share: a folder that goes with them, Debian's packages in a root of their own, jars from Maven Central.

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=${FINDINGS_ROOT:-$work/root}

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# debian SUITE PACKAGE[=VERSION]…: installs them below $root; another version than the finding is of is said, and ends it with 3.
debian() {
    local suite=$1 package wanted found
    shift
    if [[ -z ${FINDINGS_ROOT:-} ]]; then
        [[ $(id -u) == 0 ]] || fail "needs root, for mmdebstrap and chroot"
        command -v mmdebstrap >/dev/null || fail "needs mmdebstrap and debian-archive-keyring"
        local names=("${@%%=*}")
        unshare --mount --propagation private mmdebstrap --quiet --variant=apt --include="$(IFS=,; echo "${names[*]}")" \
            "$suite" "$root" >"$work/mmdebstrap.log" 2>&1 || { tail -n 5 "$work/mmdebstrap.log"; fail "cannot install $*"; }
        echo "127.0.0.1 localhost" >"$root/etc/hosts"
    fi
    for package in "$@"; do
        wanted=${package#*=}
        found=$(chroot "$root" dpkg-query -W -f '${Version}' "${package%%=*}")
        echo "${package%%=*} $found"
        if [[ $package == *=* && ${found#*:} != "$wanted"* ]]; then
            echo "$(basename "$0"): seen with ${package%%=*} $wanted only" >&2
            exit 3
        fi
    done
}

# inside SCRIPT: runs what is read from standard input there, by bash, in namespaces of its own: servers that it starts end with it, and
# listen where nobody else can.
inside() {
    cat >"$work/inside.sh"
    setpriv --pdeathsig KILL unshare --mount --pid --net --ipc --fork --kill-child --propagation private bash -euc '
        ip link set lo up
        mount -t proc proc "$1/proc"
        mount --rbind --make-private /dev "$1/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
        mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
        mkdir -p "$1/tmp/finding"
        mount --bind "$2" "$1/tmp/finding"
        exec env -i HOME=/root LC_ALL=C.UTF-8 PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$1" bash -euo pipefail /tmp/finding/inside.sh
    ' bash "$root" "$work"
}

# beside COMMAND…: starts inside what is read from standard input, waits until it has made /tmp/finding/ready, and runs the command out here, but
# in the same network. What runs inside ends with it. To be used at the end of a pipe.
beside() {
    local server status=0
    cat >"$work/server.sh"
    inside <"$work/server.sh" 2>"$work/server.log" &
    server=$!
    until [[ -e $work/ready ]]; do
        kill -0 "$server" || fail "the server ended"
        sleep 0.2
    done
    first=$(pgrep -P "$(pgrep -P "$server" -x unshare)")
    # Whatever else runs inside ends with the first process there.
    trap 'kill -KILL "$first" 2>/dev/null || true' EXIT
    nsenter --net="/proc/$first/ns/net" "$@" || status=$?
    kill -KILL "$first"
    wait "$server" 2>/dev/null || true
    trap - EXIT
    return "$status"
}

# What scripts for inside may begin with. Each starts a server and waits until it answers.
redis='redis-server --save "" --bind 127.0.0.1 >/dev/null & until redis-cli ping 2>/dev/null | grep -q PONG; do sleep 0.1; done'
rabbitmq='export RABBITMQ_NODENAME=r@localhost RABBITMQ_LOGS=/tmp/rabbitmq.log RABBITMQ_MNESIA_BASE=/tmp/mnesia
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+sbwt none +sbwtdcpu none +sbwtdio none"
    : >/tmp/none; export RABBITMQ_ENABLED_PLUGINS_FILE=/tmp/none RABBITMQ_CONFIG_FILE=/tmp/none.conf
    PATH=/usr/lib/rabbitmq/bin:$PATH
    rabbitmq-server >/dev/null 2>&1 &
    until python3 -c "import amqp; amqp.Connection(\"localhost:5672\").connect()" 2>/dev/null; do sleep 0.5; done'
postgresql='install -d -o postgres /tmp/db
    as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
    as /usr/lib/postgresql/17/bin/initdb -D /tmp/db -U postgres --auth=trust --no-sync >/dev/null
    as /usr/lib/postgresql/17/bin/postgres -D /tmp/db -k /tmp -c fsync=off >/tmp/db.log 2>&1 &
    export PGHOST=127.0.0.1 PGUSER=postgres
    until psql -qAtc "select 1" >/dev/null 2>&1; do sleep 0.2; done'

# jars GROUP:NAME:VERSION…: puts them and what they need below $work/jars.
jars() {
    local dependency group name version
    mkdir -p "$work/pom"
    {
        echo '<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>finding</artifactId><version>1</version><dependencies>'
        for dependency in "$@"; do
            IFS=: read -r group name version <<<"$dependency"
            echo "<dependency><groupId>$group</groupId><artifactId>$name</artifactId><version>$version</version></dependency>"
            echo "$name $version" >&2
        done
        echo '</dependencies></project>'
    } >"$work/pom/pom.xml"
    (cd "$work/pom" && mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$work/jars") ||
        fail "cannot get $*"
}

# pips PACKAGE==VERSION…: puts them into an environment of their own, whose Python is $python.
pips() {
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@" 2>"$work/pip.log" || { tail -n 3 "$work/pip.log"; fail "cannot install $*"; }
    python=$work/venv/bin/python
    echo "$*"
}
