//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ShellPrelude {
    /// What is asked of two answers.
    static let comparisons = #"""
        # An answer without what differs by itself: KIND is shape, or values but for VOLATILE pointers and ECHOES.
        normal() {
            local kind=$2
            code "$1"
            field "$1" content-type | head -n 1 | sed 's/;.*//' | tr A-Z a-z | tr -d ' '
            case $(code "$1") in 3??) field "$1" location ;; esac
            [ -s "$1.body" ] || return 0
            if flat "$1" > "$1.flat"; then
                KIND=$kind VOLATILE=${3-} ECHOES=${4-} awk -F '\t' '
                BEGIN {
                    n = split(ENVIRON["VOLATILE"], list, "\n"); for (i = 1; i <= n; i++) volatile[list[i]] = 1
                    echoes = split(ENVIRON["ECHOES"], echo, "\n")
                }
                {
                    general = $1; while (sub(/\/[0-9]+$/, "/*", general)) { }
                    while (match(general, /\/[0-9]+\//)) general = substr(general, 1, RSTART) "*" substr(general, RSTART + RLENGTH - 1)
                    value = substr($0, length($1) + 2)
                    if (ENVIRON["KIND"] == "shape") {
                        type = value ~ /^"/ ? "text" : value ~ /^[-0-9]/ ? "number" : value ~ /^(true|false)$/ ? "boolean" : value
                        if (!((general, type) in seen)) { seen[general, type] = 1; print general " " type }
                        next
                    }
                    if (general in volatile) next
                    for (i = 1; i <= echoes; i++) if (echo[i] != "") while (k = index(value, echo[i])) value = substr(value, 1, k - 1) "\001" substr(value, k + length(echo[i]))
                    print $1 " " value
                }' "$1.flat" | sort | awk '{ line[NR] = $0; at[NR] = $1; kind[NR] = $2 }
                END { for (i = 1; i <= NR; i++) { full = 0; if (kind[i] == "[]") for (k = 1; k <= NR; k++) if (index(at[k], at[i] "/*") == 1) full = 1; if (!full) print line[i] } }'
            elif [ "$kind" = shape ]; then
                echo text
            else
                ECHOES=${4-} awk 'BEGIN { echoes = split(ENVIRON["ECHOES"], echo, "\n") } {
                    value = $0
                    for (i = 1; i <= echoes; i++) if (echo[i] != "") while (k = index(value, echo[i])) value = substr(value, 1, k - 1) "\001" substr(value, k + length(echo[i]))
                    print value
                }' "$1.body"
            fi
        }
        same() { [ "$(normal "$1" "${@:3}")" = "$(normal "$2" "${@:3}")" ]; }
        compare() {
            local wanted=$1 first second; shift
            for first in "$work/$1".*.info; do
                for second in "$work/$2".*.info; do
                    if same "${first%.info}" "${second%.info}" "${@:3}"; then [ "$wanted" = equal ] || return 1; else [ "$wanted" = differ ] || return 1; fi
                done
            done
        }
        equal() { compare equal "$@"; }
        differ() { compare differ "$@"; }
        alike() {
            local file count=0
            for file in "$work/$1".*.info; do if same "${file%.info}" "$work/$2.1" shape; then count=$((count + 1)); fi; done
            [ "$count" -ge "$3" ]
        }
        slower() { cat "$work/$1".*.info - "$work/$2".*.info <<< - | awk -v by="$3" '$1 == "-" { other = 1; next }
            !other { if (least == "" || $2 < least) least = $2 } other { if ($2 > most) most = $2 } END { exit !((least - most) * 1000 >= by) }'; }
        """#
}
