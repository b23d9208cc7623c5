//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ShellPrelude {
    /// What is done to JSON Web Tokens.
    static let tokens = #"""
        # JSON Web Tokens.
        decoded() { local text; text=$(printf %s "$1" | tr -- -_ +/); while [ $((${#text} % 4)) -ne 0 ]; do text=$text=; done; printf %s "$text" | base64 -d; }
        encoded() { base64 | tr -d '\n=' | tr +/ -_; }
        part() { printf %s "$1" | cut -d . -f "$2"; }
        is_token() { case $1 in *.*.*) true ;; *) echo "the token is no JSON Web Token" >&2; false ;; esac; }
        # The token with the member NAME of its header (1) or its claims (2) set to VALUE.
        token_with() {
            is_token "$1" || return 1
            local json; json=$(decoded "$(part "$1" "$2")" | NAME=$3 VALUE=$4 awk '{ s = s $0 } END {
                name = "\"" ENVIRON["NAME"] "\""; at = index(s, name)
                if (!at) { sub(/}[ \t]*$/, "", s); printf "%s%s%s:%s}", s, (s ~ /{[ \t]*$/ ? "" : ","), name, ENVIRON["VALUE"]; exit }
                head = substr(s, 1, at - 1 + length(name)); rest = substr(s, at + length(name)); sub(/^[ \t]*:[ \t]*/, "", rest)
                if (substr(rest, 1, 1) == "\"") { p = 2; while (substr(rest, p, 1) != "\"") p += substr(rest, p, 1) == "\\" ? 2 : 1; rest = substr(rest, p + 1) }
                else if (substr(rest, 1, 1) == "[") sub(/^\[[^]]*\]/, "", rest)
                else sub(/^[^,}]*/, "", rest)
                printf "%s:%s%s", head, ENVIRON["VALUE"], rest
            }' | encoded)
            if [ "$2" = 1 ]; then printf '%s.%s.%s' "$json" "$(part "$1" 2)" "$(part "$1" 3)"; else printf '%s.%s.%s' "$(part "$1" 1)" "$json" "$(part "$1" 3)"; fi
        }
        claim_of() { decoded "$(part "$1" 2)" | NAME=$2 awk '{ s = s $0 } END { at = index(s, "\"" ENVIRON["NAME"] "\""); if (!at) exit
            s = substr(s, at + length(ENVIRON["NAME"]) + 2); sub(/^[ \t]*:[ \t]*/, "", s); sub(/[,}].*/, "", s); print s }'; }
        token_later() { local issued; issued=$(claim_of "$1" iat); case $issued in ''|*[!0-9]*) printf %s "$1" ;; *) token_with "$1" 2 iat $((issued + 1)) ;; esac; }
        token_unsigned() { is_token "$1" && printf '%s.%s.' "$(part "$1" 1)" "$(part "$1" 2)"; }
        token_none() { token_unsigned "$(token_with "$1" 1 alg "\"$2\"")"; }
        token_flipped() { is_token "$1" || return 1; local signature; signature=$(part "$1" 3); case $signature in A*) signature=B${signature#?} ;; *) signature=A${signature#?} ;; esac
            printf '%s.%s.%s' "$(part "$1" 1)" "$(part "$1" 2)" "$signature"; }
        token_random_signature() { is_token "$1" || return 1; local signature; signature=$(part "$1" 3); local length=${#signature}; [ "$length" -ge 43 ] || length=43
            printf '%s.%s.%sA' "$(part "$1" 1)" "$(part "$1" 2)" "$(random $((length - 1)) A-Za-z0-9_-)"; }
        token_opaque() { local length=${#1}; [ "$length" -ge 16 ] || length=16; [ "$length" -le 64 ] || length=64; random "$length" a-z0-9; }
        token_truncated() { printf %s "${1:0:$((${#1} * 2 / 3))}"; }
        token_sign() {
            is_token "$1" || return 1
            local token=$1 digest=sha256 input
            case $(decoded "$(part "$1" 1)") in *'"HS384"'*) digest=sha384 ;; *'"HS512"'*) digest=sha512 ;; *'"HS256"'*) ;; *) token=$(token_with "$1" 1 alg '"HS256"') ;; esac
            input=$(part "$token" 1).$(part "$token" 2)
            printf '%s.%s' "$input" "$(printf %s "$input" | openssl dgst "-$digest" -mac HMAC -macopt "hexkey:$2" -binary | encoded)"
        }
        """#
}
