//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CurlCommand {
    /// Turns placeholders such as `{{alice.token}}` into variables, and remembers which.
    struct Placeholders {
        /// The identities whose placeholders are turned.
        let names: Set<String>
        let step: ProofStep
        let shell: ShellWord
        private(set) var variables: [Variable] = []

        init(names: Set<String>, step: ProofStep, shell: ShellWord) {
            self.names = names
            self.step = step
            self.shell = shell
        }

        mutating func quoted(_ text: String) -> String {
            var parts: [ShellWord.Part] = []
            var rest = text[...]
            while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
                parts.append(.text(String(rest[..<open.lowerBound])))
                let placeholder = rest[open.upperBound..<close.lowerBound]
                if let variable = variable(for: placeholder) {
                    if !variables.contains(variable) { variables.append(variable) }
                    parts.append(.variable(variable.name))
                    rest = rest[close.upperBound...]
                } else {
                    parts.append(.text("{{"))
                    rest = rest[open.upperBound...]
                }
            }
            parts.append(.text(String(rest)))
            return shell.quoted(Self.merged(parts))
        }

        private func variable(for placeholder: Substring) -> Variable? {
            guard let dot = placeholder.lastIndex(of: ".") else { return nil }
            let owner = String(placeholder[..<dot])
            let kind = placeholder[placeholder.index(after: dot)...]
            guard names.contains(owner), !kind.isEmpty, kind.allSatisfy(Self.isWordCharacter) else { return nil }
            var name = Self.variableName(String(placeholder))
            var meaning = "the \(kind) of \(owner)"
            if let mutation = step.tokenMutation, owner == step.identity {
                name += "_CHANGED"
                meaning += ", \(mutation.explanation)"
            }
            return Variable(name: name, meaning: meaning)
        }

        /// Letters, digits and underscores only, as POSIX asks for, and no digit first.
        private static func variableName(_ placeholder: String) -> String {
            let name = String(placeholder.uppercased().map { isWordCharacter($0) ? $0 : "_" })
            return name.first?.isNumber == true ? "_" + name : name
        }

        private static func isWordCharacter(_ character: Character) -> Bool {
            character.isASCII && (character.isLetter || character.isNumber || character == "_")
        }

        /// Neighbouring texts as one, so that they are quoted once.
        private static func merged(_ parts: [ShellWord.Part]) -> [ShellWord.Part] {
            var result: [ShellWord.Part] = []
            for part in parts {
                if case .text(let text) = part, case .text(let before)? = result.last {
                    result[result.count - 1] = .text(before + text)
                } else {
                    result.append(part)
                }
            }
            return result
        }
    }
}

extension TokenMutation {
    /// The change in a few words, as it follows "the token of alice,".
    var explanation: String {
        switch self {
        case .algorithmNone(let spelling): "with \"alg\" set to \"\(spelling)\" and no signature"
        case .signatureFlipped: "with one byte of its signature changed"
        case .signatureRandom: "with a random signature"
        case .signedWithGuessedSecret(let secret): "with \"iat\" moved by a second, signed by HMAC with \"\(secret)\""
        case .forged(let forgery): forgery.explanation
        case .randomOpaque: "replaced by a random text of its length"
        case .truncated: "without its last third"
        case .removed: "left away"
        }
    }
}
