#!/bin/sh
# What make's targets share: checks the tools, sets up what is missing, and hands over to Java.
# It ends in `exec`, so that whoever stops make stops the Java process, which takes everything else along.
set -eu
cd "$(dirname "$0")/.."
target=$1
port=${PORT:-8080}
log=local/.run/setup.log
child=

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

stop() {
    trap - INT TERM
    [ -z "$child" ] || kill "$child" 2>/dev/null || :
    wait
    printf '\nStopped.\n'
    exit 143
}
trap stop INT TERM

# step <name> <command...>: says what is done and how long it took; the command's own output goes to the log.
step() {
    printf '  %-34s ' "$1"
    shift
    began=$(date +%s)
    "$@" >"$log" 2>&1 </dev/null &
    child=$!
    if wait "$child"; then
        child=
        printf '%5s s\n' "$(($(date +%s) - began))"
    else
        child=
        printf 'failed\n'
        return 1
    fi
}

# run <command...>: in the background, because a shell hears a signal only while it waits.
run() {
    "$@" &
    child=$!
    wait "$child"
    child=
}

show_log() {
    tail -n 25 "$log" >&2
    fail "$1 The whole output is in $log."
}

check_maven() {
    command -v mvn >/dev/null || fail "Maven 3.8 or newer is needed: https://maven.apache.org/install.html"
    version=$(mvn -v 2>/dev/null | sed -n 's/^[^A]*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p') || version=
    [ -n "$version" ] || fail "Maven does not start. It needs a JDK; 25 or newer serves everything here: https://adoptium.net"
    case $version in
        [12].* | 3.[0-7]) fail "Maven 3.8 or newer is needed, this is $version: https://maven.apache.org/install.html" ;;
    esac
}

check_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11 ''; do
        [ -n "$python" ] || fail "Python 3.11 or newer with venv is needed: https://www.python.org (on Debian and Ubuntu: apt install python3-venv)"
        "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    done
}

check_ports() {
    case $port in
        '' | *[!0-9]* | ??????*) fail "PORT must be a number, like in: PORT=8090 make local" ;;
    esac
    { [ "$port" -ge 1024 ] && [ "$port" -le 65534 ]; } || fail "PORT must be between 1024 and 65534, like in: PORT=8090 make local"
    for wanted in "$port" $((port + 1)); do
        "$python" -c '
import socket, sys
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))' "$wanted" 2>/dev/null ||
            fail "Port $wanted is already taken (make local needs $port and $((port + 1))). Choose another one: PORT=$((port < 65000 ? port + 10 : 8080)) make local"
    done
}

# Whoever comes second to set up waits: both would write to the same folders. The lock ends with this process at the
# latest, as the system takes it back with descriptor 9.
lock() {
    exec 9>local/.run/setup.lock
    run "$python" -c '
import fcntl
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    print("  Waiting for another set-up in this folder", flush=True)
    fcntl.flock(9, fcntl.LOCK_EX)'
}

unlock() {
    exec 9>&-
}

# environment <name>: a virtual environment with what its requirements file pins, made anew when that changes.
environment() {
    folder=local/.venv-$1
    cmp -s "local/requirements-$1.txt" "$folder/installed.txt" && "$folder/bin/python" -c '' 2>/dev/null && return
    step "Installing $2" sh -c '
        "$1" -m venv --clear "$2" && exec "$2/bin/python" -m pip install --disable-pip-version-check -q -r "$3"' \
        sh "$python" "$folder" "local/requirements-$1.txt" || show_log "$2 could not be installed."
    cp "local/requirements-$1.txt" "$folder/installed.txt"
}

# Whether the JDK and the classes are there and newer than their sources.
is_built() {
    java=$(java_home)/bin/java
    [ -e local/target/built ] && [ -x "$java" ] && [ -z "$(find local/pom.xml local/src/main -newer local/target/built)" ]
}

classes() {
    is_built && return
    step "Looking for a JDK" mvn -q -B -f local/pom.xml validate || {
        grep -qi toolchain "$log" || show_log "Maven failed."
        fail "JDK 25 or newer is needed, and Maven finds none: https://adoptium.net"
    }
    step "Compiling" mvn -q -B -f local/pom.xml process-classes || show_log "The playground could not be compiled."
    touch local/target/built
    java=$(java_home)/bin/java
}

java_home() {
    sed -n 's/^ *java\.home = //p' local/target/jdk.txt 2>/dev/null || :
}

# The formatter reads Java as new as the sources are, so it runs on the newest JDK, whatever Maven runs on.
format() {
    for project in functions local; do
        run env JAVA_HOME="$(java_home)" mvn -q -B --no-transfer-progress -f "$project/pom.xml" "spotless:$1"
    done
}

hand_over() {
    trap - INT TERM
    main=$1
    shift
    # Without nodelay the JDK's HTTP server waits 40 ms for an acknowledgement before it sends a body.
    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dsun.net.httpserver.nodelay=true -cp 'local/target/classes:local/target/lib/*' "$main" "$@"
}

mkdir -p local/.run
if [ "$target" = approvals ]; then
    # Only Maven and a JDK are needed here, and neither as long as nothing has changed.
    shift
    is_built || { check_maven && printf 'Building the tool, once:\n' && classes; } >&2
    hand_over operator.Approvals "$@"
fi
check_maven
check_python
[ "$target" != local ] || check_ports
lock
if [ "$target" != env ] && [ "$target" != format ]; then
    environment sam SAM
    environment emulator "the emulator"
fi
classes
unlock

case $target in
    demo) hand_over sandbox.Demo ;;
    local) hand_over sandbox.Playground "$port" ;;
    env) hand_over operator.EnvFile "${STACK_NAME:-human-approval}" env.json ;;
    bench)
        step "Compiling the plain Java port" mvn -q -B -f local/bench/plain/pom.xml process-classes || show_log "It could not be compiled."
        node=
        if command -v npm >/dev/null && command -v node >/dev/null; then
            node=local/bench/node
            step "Installing the Node.js port" npm install --prefix "$node" --no-package-lock --no-audit --no-fund --silent || show_log "It could not be installed."
        fi
        hand_over bench.Bench "${ROUNDS:-10}" "${RUNS:-50}" $node
        ;;
    faults)
        # The test has its own figures; -q leaves them alone on the screen.
        run mvn -q -B --no-transfer-progress -f local/pom.xml test -Dfaults=whole -Dfaults.case="${CASE:-}" \
            ${SEED:+-Dfaults.seed="$SEED"} -Dtest="FaultsEndToEndTest$([ -n "${CASE:-}" ] || echo ,ManyAtOnceEndToEndTest)"
        ;;
    format) format apply ;;
    test)
        format check
        # Checking the template asks nobody; the credentials only keep SAM from looking for real ones.
        run env -u AWS_PROFILE AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_REGION=us-east-1 \
            AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test SAM_CLI_TELEMETRY=0 \
            local/.venv-sam/bin/sam validate --lint --config-env sandbox
        run local/.venv-sam/bin/python local/regions.py
        run mvn -B --no-transfer-progress -f functions/pom.xml verify -Ddigest.python="$PWD/local/.venv-sam/bin/python"
        run mvn -B --no-transfer-progress -f local/pom.xml test
        ;;
esac
