//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What the placeholders of a proof are in a `.http` file.
struct HTTPFileSources {
    /// The expressions for captured values, by their names.
    private var captures: [String: String] = [:]

    init(_ proof: Proof) {
        for (index, step) in proof.steps.enumerated() {
            for capture in step.captures {
                captures[capture.name] = Self.expression(capture.source, step: "step\(index + 1)")
            }
        }
    }

    /// A text of a step with its placeholders as variables of the file.
    func filled(_ text: String, in step: ProofStep) -> String {
        var text = text
        for placeholder in ProofPlaceholder.all(in: text) {
            text = text.replacing(placeholder.text, with: "{{\(expression(placeholder, step))}}")
        }
        return text
    }

    private func expression(_ placeholder: ProofPlaceholder, _ step: ProofStep) -> String {
        guard placeholder.kind.isEmpty else { return Self.name(of: placeholder, in: step) }
        return captures[placeholder.owner] ?? placeholder.owner
    }

    /// The variable of a credential, such as `alice_token`.
    static func name(of placeholder: ProofPlaceholder, in step: ProofStep) -> String {
        let isChanged = step.tokenMutation != nil && placeholder.owner == step.identity
        let name = "\(placeholder.owner)_\(placeholder.kind)" + (isChanged ? "_changed" : "")
        return String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    /// Where the value is in the response of a named request. A cookie, and a member beside a text, have to be put in by
    /// hand.
    private static func expression(_ source: ProofCapture.Source, step: String) -> String {
        switch source {
        case .body(let pointer):
            let path = pointer.split(separator: "/").map { token in
                token.allSatisfy(\.isNumber) ? "[\(token)]" : ".\(token)"
            }
            return "\(step).response.body.$" + path.joined()
        case .header(let name): return "\(step).response.headers.\(name)"
        case .location: return "\(step).response.headers.Location"
        case .cookie(let name): return "\(step)_cookie_\(name)"
        case .member(let name, _): return "\(step)_\(name)"
        }
    }
}
