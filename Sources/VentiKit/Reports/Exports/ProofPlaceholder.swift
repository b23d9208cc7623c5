//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A placeholder in a saved request: a credential such as `{{alice.token}}`, or a value of the proof such as `{{$id}}`.
struct ProofPlaceholder: Hashable {
    /// The placeholder as it is written.
    var text: String
    /// The identity, or the name of the value.
    var owner: String
    /// What of the identity it is, such as `token`; empty for a value.
    var kind: String

    /// The placeholders of a text, each once, in their order.
    static func all(in text: String) -> [ProofPlaceholder] {
        var found: [ProofPlaceholder] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            let name = rest[open.upperBound..<close.lowerBound]
            guard let placeholder = Self(name) else {
                rest = rest[open.upperBound...]
                continue
            }
            if !found.contains(placeholder) { found.append(placeholder) }
            rest = rest[close.upperBound...]
        }
        return found
    }

    /// The placeholders of credentials of a request, each once.
    static func credentials(in request: RecordedRequest) -> [ProofPlaceholder] {
        let texts = [request.target] + request.headers.map(\.value) + [request.body ?? ""]
        return texts.flatMap(all).filter { !$0.kind.isEmpty }
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    init(text: String, owner: String, kind: String) {
        self.text = text
        self.owner = owner
        self.kind = kind
    }

    init?(_ name: Substring) {
        text = "{{\(name)}}"
        if name.hasPrefix("$") {
            owner = String(name.dropFirst())
            kind = ""
            guard Self.isWord(owner) else { return nil }
        } else {
            guard let dot = name.lastIndex(of: ".") else { return nil }
            owner = String(name[..<dot])
            kind = String(name[name.index(after: dot)...])
            guard ["token", "password"].contains(kind), !owner.isEmpty,
                owner.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
            else { return nil }
        }
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}

extension Proof {
    /// The names of the values that the proof neither makes nor captures, in order.
    var outsideValues: [String] {
        let known = Set(freshValues.map(\.name) + steps.flatMap { $0.captures.map(\.name) })
        let texts = steps.flatMap { [$0.request.target, $0.request.body ?? ""] + $0.request.headers.map(\.value) }
        let named = (texts + assertions.flatMap(\.texts)).flatMap(ProofPlaceholder.all).filter(\.kind.isEmpty).map(
            \.owner
        )
        return Set(named).subtracting(known).sorted()
    }
}
