//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ShellPrelude {
    /// What every script begins with: the verdicts, the values, the requests and what is asked of answers.
    static let requests = #"""
        set -u
        export LC_ALL=C
        work=$(mktemp -d) || exit 2
        trap 'rm -rf "$work"' EXIT

        cannot_tell() { echo "CANNOT TELL: $1"; exit 2; }
        not_reproduced() { echo "NOT REPRODUCED: $1"; exit 1; }
        control() { local text=$1; shift; "$@" || cannot_tell "it does not hold that $text"; }
        claim() { local text=$1; shift; "$@" || not_reproduced "it does not hold that $text"; }
        need() { [ -n "${!1:-}" ] || cannot_tell "set $1 to $2"; }

        # Values: v_NAME as text, u_NAME for URLs, j_NAME as JSON, e_NAME within a JSON text.
        random() { tr -dc "$2" < /dev/urandom 2> /dev/null | head -c "$1"; }
        make() {
            local text hex=0-9a-f
            case $2 in
                marker) text=vk$(random 1 0-9)$(random 13 a-z0-9) ;;
                email) text=vk$(random 1 0-9)$(random 9 a-z0-9)@example.com ;;
                password) text="Vk7!$(random 5 abcdefghjkmnpqrstuvwxyz)$(random 3 2-9)$(random 4 A-HJ-NP-Z)" ;;
                digits) text=$(random 1 1-9)$(random 8 0-9) ;;
                uuid) text=$(random 8 $hex)-$(random 4 $hex)-4$(random 3 $hex)-a$(random 3 $hex)-$(random 12 $hex) ;;
            esac
            keep "$1" "\"${text:0:${3:-1000}}\""
        }
        keep() {
            [ -n "$2" ] || return 1
            local inner=$2
            case $inner in \"*) inner=${inner#\"}; inner=${inner%\"} ;; esac
            printf -v "j_$1" %s "$2"
            printf -v "e_$1" %s "$inner"
            printf -v "v_$1" %s "$(unescape "$2")"
            printf -v "u_$1" %s "$(urlencode "$(unescape "$2")")"
        }
        urlencode() {
            printf %s "$1" | od -An -v -tu1 | tr -s ' \n' '\n\n' | awk 'NF {
                c = sprintf("%c", $1 + 0)
                if ($1 < 128 && c ~ /[A-Za-z0-9._~-]/) printf "%s", c; else printf "%%%02X", $1
            }'
        }
        unescape() {
            case $1 in
                \"*) local text=${1#\"}; text=${text%\"}; text=${text//\\\"/\"}; text=${text//\\\//\/}; printf %s "${text//\\\\/\\}" ;;
                *) printf %s "$1" ;;
            esac
        }
        quote() { local text=${1//\\/\\\\}; printf '"%s"' "${text//\"/\\\"}"; }

        # Requests: the answers to step N are in N.1, N.2 …
        request() {
            local file=$1; shift
            curl -sS --path-as-is -g --max-time 120 -H 'Expect:' -D "$file.head" -o "$file.body" \
                -w '%{http_code} %{time_starttransfer}\n' "$@" > "$file.info" 2> "$file.error" || return 1
            [ -e "$file.body" ] || : > "$file.body"
            # An informational answer may come before the answer.
            awk '/^HTTP\// { text = "" } { sub(/\r$/, ""); text = text $0 "\n" } END { printf "%s", text }' "$file.head" > "$file.fields"
        }
        send() {
            local number=$1 label=$2 count=$3 index; shift 3
            for ((index = 1; index <= count; index++)); do
                request "$work/$number.$index" "$@" || cannot_tell "$label got no answer: $(cat "$work/$number.$index.error")"
            done
        }
        send_together() {
            local number=$1 label=$2 count=$3 index process processes=(); shift 3
            for ((index = 1; index <= count; index++)); do request "$work/$number.$index" "$@" & processes+=($!); done
            for process in "${processes[@]}"; do wait "$process" || cannot_tell "$label got no answer"; done
        }

        # Each of the answers to a step.
        each() {
            local number=$1 file test=$2; shift 2
            for file in "$work/$number".*.info; do "$test" "${file%.info}" "$@" || return 1; done
        }
        code() { awk '{ print $1 }' "$1.info"; }
        code_is() { local wanted code; code=$(code "$1"); shift; for wanted in "$@"; do [ "$code" = "$wanted" ] && return 0; done; return 1; }
        code_is_not() { ! code_is "$@"; }
        code_starts() { case $(code "$1") in "$2"??) true ;; *) false ;; esac; }
        code_below() { [ "$(code "$1")" -lt "$2" ]; }
        status() { local number=$1; shift; each "$number" code_is "$@"; }
        status_not() { local number=$1; shift; each "$number" code_is_not "$@"; }
        class() { each "$1" code_starts "$2"; }
        below() { each "$1" code_below "$2"; }
        body_has() { grep -qF -e "$2" "$1.body"; }
        body_has_not() { ! body_has "$@"; }
        contains() { [ -n "$2" ] && each "$1" body_has "$2"; }
        lacks() { [ -n "$2" ] && each "$1" body_has_not "$2"; }
        """#

    /// What is asked of header fields.
    static let fields = #"""
        # Header fields.
        field() { WANTED=$2 awk 'BEGIN { wanted = tolower(ENVIRON["WANTED"]) } { colon = index($0, ":") }
            colon && tolower(substr($0, 1, colon - 1)) == wanted { value = substr($0, colon + 1); sub(/^[ \t]+/, "", value); print value }' "$1.fields"; }
        lower() { printf %s "$1" | tr A-Z a-z; }
        has_field() { [ -n "$(WANTED=$2 awk 'BEGIN { wanted = tolower(ENVIRON["WANTED"]) ":" } index(tolower($0), wanted) == 1' "$1.fields")" ]; }
        has_no_field() { ! has_field "$@"; }
        field_is() { has_field "$1" "$2" && [ "$(lower "$(field "$1" "$2" | head -n 1)")" = "$(lower "$3")" ]; }
        field_has() { case $(lower "$(field "$1" "$2" | head -n 1)") in *"$(lower "$3")"*) true ;; *) false ;; esac; }
        cookie_is_without() {
            field "$1" set-cookie | NAME=$2 ATTRIBUTE=$3 awk 'index($0, ENVIRON["NAME"] "=") == 1 {
                rest = tolower($0); attribute = tolower(ENVIRON["ATTRIBUTE"]); count = split(rest, parts, ";"); has = 0
                for (i = 2; i <= count; i++) { part = parts[i]; gsub(/^[ \t]+|[ \t]+$/, "", part); sub(/=.*/, "", part); if (part == attribute) has = 1 }
                if (!has) found = 1
            } END { exit !found }'
        }
        header_is() { each "$1" field_is "$2" "$3"; }
        header_has() { each "$1" field_has "$2" "$3"; }
        header_absent() { each "$1" has_no_field "$2"; }
        cookie_lacks() { each "$1" cookie_is_without "$2" "$3"; }
        """#
}
