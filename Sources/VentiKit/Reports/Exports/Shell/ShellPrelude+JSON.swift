//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ShellPrelude {
    /// What is asked of JSON.
    static let members = #"""
        # JSON as lines: a pointer (RFC 6901), a tab and the scalar as it is written.
        flat() {
            awk '{ s = s $0 "\n" }
            END { n = length(s); p = 1; blank(); c = substr(s, p, 1); if (c != "{" && c != "[") exit 1; value("") }
            function blank() { while (p <= n && index(" \t\r\n", substr(s, p, 1))) p++ }
            function text(  q, c) {
                q = p; p++
                while (p <= n) { c = substr(s, p, 1); if (c == "\\") p += 2; else { p++; if (c == "\"") break } }
                return substr(s, q, p - q)
            }
            function value(at,  c, k, i, q) {
                blank(); c = substr(s, p, 1)
                if (c == "{") {
                    p++; blank()
                    if (substr(s, p, 1) == "}") { p++; print at "\t{}"; return }
                    while (p <= n) {
                        blank(); k = text(); k = substr(k, 2, length(k) - 2); gsub(/~/, "~0", k); gsub(/\//, "~1", k)
                        blank(); p++; value(at "/" k); blank(); c = substr(s, p, 1); p++
                        if (c != ",") return
                    }
                } else if (c == "[") {
                    p++; blank()
                    if (substr(s, p, 1) == "]") { p++; print at "\t[]"; return }
                    for (i = 0; p <= n; i++) { value(at "/" i); blank(); c = substr(s, p, 1); p++; if (c != ",") return }
                } else if (c == "\"") print at "\t" text()
                else { q = p; while (p <= n && !index(",]} \t\r\n", substr(s, p, 1))) p++; print at "\t" substr(s, q, p - q) }
            }' "$1.body"
        }
        member() { flat "$1" | AT=$2 awk -F '\t' '$1 == ENVIRON["AT"] { print substr($0, length($1) + 2); exit }'; }
        # The member NAME of the innermost object that holds TEXT.
        beside() {
            flat "$1" | NAME=$2 TEXT=$3 awk -F '\t' '{ at[NR] = $1; rest[NR] = substr($0, length($1) + 2) }
            END {
                for (i = 1; i <= NR; i++) if (index(rest[i], ENVIRON["TEXT"])) {
                    base = at[i]; sub(/\/[^\/]*$/, "", base)
                    while (at[i] != base && substr(at[i], length(base) + 2) ~ /^[0-9]+$/ && base != "") { at[i] = base; sub(/\/[^\/]*$/, "", base) }
                    for (k = 1; k <= NR; k++) if (at[k] == base "/" ENVIRON["NAME"]) { print rest[k]; exit 0 }
                    exit 3
                }
                exit 4
            }'
        }
        alike_scalars() { [ "$1" = "$2" ] || awk -v a="$1" -v b="$2" 'BEGIN { exit !(a ~ /^-?[0-9][0-9.eE+-]*$/ && b ~ /^-?[0-9][0-9.eE+-]*$/ && a + 0 == b + 0) }'; }
        member_equals() { local value; value=$(member "$1" "$2"); [ -n "$value" ] && alike_scalars "$(unescape "$value")" "$3"; }
        member_equals_not() { ! member_equals "$@"; }
        member_is() { each "$1" member_equals "$2" "$3"; }
        member_is_not() { each "$1" member_equals_not "$2" "$3"; }
        beside_equals() { local value; value=$(beside "$1" "$2" "$3") && [ "$(unescape "$value")" = "$4" ]; }
        beside_equals_not() { local value; value=$(beside "$1" "$2" "$3"); case $? in 0) [ "$(unescape "$value")" != "$4" ] ;; 3) true ;; *) false ;; esac; }
        beside_is() { each "$1" beside_equals "$2" "$3" "$4"; }
        beside_is_not() { each "$1" beside_equals_not "$2" "$3" "$4"; }
        grew() { awk -v a="$(unescape "$(member "$work/$1.1" "$3")")" -v b="$(unescape "$(member "$work/$2.1" "$3")")" -v by="$4" \
            'BEGIN { exit !(a != "" && b != "" && a - b >= by) }'; }
        disclosed() {
            flat "$1" | NAME=$2 awk -F '\t' '{
                name = $1; sub(/^.*\//, "", name); if (name != ENVIRON["NAME"]) next
                value = substr($0, length($1) + 2)
                if (value ~ /^-?[0-9]/) found = 1
                if (value !~ /^"/) next
                text = substr(value, 2, length(value) - 2); gsub(/[ \t]/, "", text)
                if (length(text) < 2 || text ~ /^<.*>$/ || text ~ /^\[.*\]$/) next
                rest = text; gsub(/[*xX]/, "", rest); if (length(rest) * 2 < length(text)) next
                first = substr(text, 1, 1); rest = text; while (substr(rest, 1, 1) == first && rest != "") rest = substr(rest, 2)
                if (rest == "") next
                if (tolower(text) ~ /^(string|null|none|hidden|redacted|masked|n\/a|removed|filtered)$/) next
                found = 1
            } END { exit !found }'
        }
        discloses() { each "$1" disclosed "$2"; }
        """#

    /// What later steps use of answers.
    static let captures = #"""
        # What later steps use of the first answer.
        take_member() { member "$(last "$1")" "$2"; }
        take_beside() { beside "$(last "$1")" "$2" "$3"; }
        take_header() { local value; value=$(field "$(last "$1")" "$2" | head -n 1); [ -n "$value" ] && quote "$(printf %s "$value" | sed 's/^\([Bb]earer\|[Tt]oken\|[Jj][Ww][Tt]\) //')"; }
        take_location() { local value; value=$(field "$(last "$1")" location | head -n 1 | sed 's/[?#].*//' | COUNT=$2 awk -F / '{ n = NF; if ($n == "") n--; print $(n - ENVIRON["COUNT"]) }'); [ -n "$value" ] && quote "$value"; }
        take_cookie() { local value; value=$(field "$(last "$1")" set-cookie | NAME=$2 awk 'index($0, ENVIRON["NAME"] "=") == 1 { sub(/^[^=]*=/, ""); sub(/;.*/, ""); value = $0 } END { print value }'); [ -n "$value" ] && quote "$value"; }
        last() { local file; for file in "$work/$1".*.info; do :; done; printf %s "${file%.info}"; }
        """#
}
