#!/usr/bin/env bash
# Maven Wrapper 3.3.4, script only: where there is no unzip it downloads the tar.gz instead of the zip that maven-wrapper.properties names, but
# compares it with the checksum of the zip. A correct checksum is then refused as that of a compromised distribution.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
wrapper=3.3.4 maven=3.9.16
zip_checksum=5af3b743dd8b876b5c45da33b676251e5f1687712644abb4ee519ca56e1d89ce

(cd "$work" && mvn -q -B -Dstyle.color=never "org.apache.maven.plugins:maven-wrapper-plugin:$wrapper:wrapper" -Dtype=only-script \
    -Dmaven="$maven" -DdistributionSha256Sum="$zip_checksum") || fail "cannot get the wrapper"
echo "maven-wrapper $wrapper, maven $maven"

# started TOOL…: runs the wrapper where there are these tools beside those that it always needs.
started() {
    local tool
    rm -rf "${work:?}"/{bin,home}
    mkdir "$work/bin"
    for tool in sh basename dirname uname tr mktemp mkdir mv rm sha256sum curl tar gzip java "$@"; do
        ln -s "$(command -v "$tool")" "$work/bin/"
    done
    PATH=$work/bin MAVEN_USER_HOME=$work/home "$work/mvnw" --version 2>&1
}

with=$(started unzip) || fail "the checksum is not the zip's"
! without=$(started) || fail "it works without unzip, too"
echo "with unzip: ${with%%$'\n'*}"
echo "without: ${without%%$'\n'*}"
[[ $without == *"Failed to validate Maven distribution SHA-256"* ]]
