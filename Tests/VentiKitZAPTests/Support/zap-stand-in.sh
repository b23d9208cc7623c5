#!/bin/busybox sh
##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

# A stand-in for zap.sh -cmd -autorun, zap-api-scan.py and zap-baseline.py: see ZAPStandInImage.
b=/bin/busybox
program=${0##*/}
plan='' document='' report='' home='' origin='' heap='' mode=''
target=''
while [ $# -gt 0 ]; do
    case "$1" in
    -Xmx*) heap=$1 ;;
    -cmd) mode=cmd ;;
    -autorun) plan=$2; shift ;;
    -dir) home=$2; shift ;;
    -config | -f | -T) shift ;;
    -t) target=$2; shift ;;
    -O) origin=$2; shift ;;
    -J) report=$2; shift ;;
    -z) case "$2" in *-Xmx*) heap=given ;; esac; shift ;;
    -silent | -S | --autooff) ;;
    *) echo "Unknown option $1" >&2; exit 3 ;;
    esac
    shift
done
[ -n "$heap" ] || { echo "no -Xmx" >&2; exit 3; }

# The requests, one a line: method, URL, credential.
case "$program" in
zap.sh)
    [ "$mode" = cmd ] && [ -r "$plan" ] && $b mkdir -p "$home" || { echo "Automation plan failures:"; exit 1; }
    text=$($b cat "$plan")
    for part in '"contexts":' '"template":"traditional-json-plus"' '"type":"exitStatus"' '"alwaysRun":true'; do
        case "$text" in *"$part"*) ;; *) printf 'Automation plan failures:\n\tno %s\n' "$part"; exit 1 ;; esac
    done
    report=$(echo "$text" | $b sed 's/.*"reportDir":"\([^"]*\)","reportFile":"\([^"]*\)".*/\1\/\2/')
    origin=$(echo "$text" | $b sed 's/.*"urls":\["\(https*:\/\/[^/"]*\).*/\1/')
    echo "$text" | $b sed 's/{"type":/\n{"type":/g' | $b grep '^{"type":"requestor"' >/tmp/jobs
    case "$text" in *'"type":"activeScan"'*) attacks=yes ;; *) attacks= ;; esac
    ;;
zap-api-scan.py)
    document=$target
    [ -w . ] && [ -w "$HOME" ] && [ -r "$document" ] || { echo "not mounted"; exit 3; }
    base=$($b sed 's/.*"servers":\[{"url":"\([^"]*\)".*/\1/' "$document")
    $b sed 's/.*"paths":{//; s/"\(\/[^"]*\)":{"get"/\nPATH \1\n/g' "$document" | $b grep '^PATH' |
        $b sed "s#PATH \(.*\)#{\"url\":\"$base\1\",\"name\":\"x\",\"method\":\"GET\",\"responseCode\":200}#" >/tmp/jobs
    text=$base attacks=yes
    ;;
*)
    origin=$(echo "$target" | $b sed 's/\(https*:\/\/[^/]*\).*/\1/')
    echo "{\"url\":\"$target\",\"name\":\"x\",\"method\":\"GET\",\"responseCode\":200}" >/tmp/jobs
    text=$target attacks=
    ;;
esac
fault=$(echo "$text" | $b sed -n 's/.*\/fault-\([a-z0-9]*\).*/\1/p')

case "$fault" in
sleep) exec $b sleep 600 ;;
# The first process of a container cannot be killed from within.
killed) exit 137 ;;
bad) printf 'Automation plan failures:\n\tNo contexts defined\n'; exit 1 ;;
wrecked) echo "java.lang.OutOfMemoryError: Java heap space" >&2; exit 3 ;;
esac

fetch() {
    $b wget -q -O /tmp/body --header "Authorization: $2" "$1" 2>/tmp/error && return 0
    $b grep -q 'HTTP/1' /tmp/error || return 2
    return 1
}

echo "Job passiveScan-config started"
warnings=
urls=0
alerts=
while read -r job; do
    url=$(echo "$job" | $b sed 's/.*"url":"\([^"]*\)".*/\1/')
    key=$(echo "$job" | $b sed -n 's/.*"Authorization:\([^"]*\)".*/\1/p')
    [ -n "$key" ] || key=$ZAP_AUTH_HEADER_VALUE
    code=$(echo "$job" | $b sed 's/.*"responseCode":\([0-9]*\).*/\1/')
    echo "Job requestor started"
    echo "Job requestor requesting URL $url"
    fetch "$url" "$key"
    case $? in
    1)
        got=$($b sed -n 's/.*HTTP\/1.. \([0-9]*\).*/\1/p' /tmp/error)
        warning="Difference in response code values for message GET $url Expected : $code Received : $got"
        ;;
    2) warning="Error sending message $url in job requestor : java.net.ConnectException" ;;
    *) warning= ;;
    esac
    if [ -n "$warning" ]; then
        echo "$warning"
        warnings="$warnings\t$warning\n"
    fi
    echo "Job requestor finished, time taken: 00:00:00"
done </tmp/jobs
if [ -n "$attacks" ] && [ "$fault" != idle ]; then
    echo "Job activeScan started"
    while read -r job; do
        url=$(echo "$job" | $b sed 's/.*"url":"\([^"]*\)".*/\1/')
        key=$(echo "$job" | $b sed -n 's/.*"Authorization:\([^"]*\)".*/\1/p')
        [ -n "$key" ] || key=$ZAP_AUTH_HEADER_VALUE
        fetch "$url%27" "$key"
        urls=$((urls + 1))
        if $b grep -q ' 500' /tmp/error; then
            alerts="$alerts${alerts:+,}{\"id\":\"7\",\"uri\":\"$url%27\",\"nodeName\":null,\"method\":\"GET\",\"param\":\"\",\"attack\":\"'\",\"evidence\":\"HTTP/1.1 500\",\"otherinfo\":\"\"}"
        fi
    done </tmp/jobs
    echo "Job activeScan finished, time taken: 00:00:01"
fi
[ "$fault" = missing ] && exit 0
[ -z "$alerts" ] || alerts="{\"pluginid\":\"40018\",\"alertRef\":\"40018\",\"alert\":\"SQL Injection\",\"name\":\"SQL Injection\",\"riskcode\":\"3\",\"confidence\":\"2\",\"riskdesc\":\"High (Medium)\",\"desc\":\"<p>SQL injection may be possible.</p>\",\"instances\":[$alerts],\"count\":\"1\",\"systemic\":false,\"solution\":\"<p>Bind.</p>\",\"otherinfo\":\"\",\"reference\":\"\",\"cweid\":\"89\",\"wascid\":\"19\",\"sourceid\":\"9\",\"tags\":[]}"
site="{\"@name\":\"$origin\",\"@host\":\"h\",\"@port\":\"1\",\"@ssl\":\"false\",\"alerts\":[$alerts],\"statistics\":{\"stats.code.200\":1}}"
[ "$fault" != nothing ] || site=
echo "{\"@programName\":\"ZAP\",\"@version\":\"2.17.0\",\"@generated\":\"Tue, 30 Dec 2025 20:28:14\",\"insights\":[],\"site\":[$site],\"statistics\":{\"stats.ascan.0.urls\":9,\"stats.ascan.40018.urls\":$urls}}" >"$report"
if [ "$fault" = cut ]; then
    $b head -c $(($($b wc -c <"$report") - 60)) "$report" >/tmp/cut
    $b cp /tmp/cut "$report"
fi
case "$program" in
zap.sh)
    [ "$fault" != late ] || { printf 'Plan stopped after reaching maximum duration of 1 second(s)\n'; exit 2; }
    [ "$fault" != half ] || { printf 'Automation plan failures:\n\tJob activeScan failed\n'; exit 1; }
    [ -z "$warnings" ] || { printf "Automation plan warnings:\n$warnings"; exit 2; }
    echo "Automation plan succeeded!"
    ;;
*)
    [ -z "$alerts" ] || { echo "FAIL-NEW: 0 WARN-NEW: 1"; exit 2; }
    ;;
esac
