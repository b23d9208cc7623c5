//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Takes credentials and personal secrets out of text before it becomes evidence, a log line or a message.
///
/// Known secrets become placeholders such as `{{alice.token}}`, so that a proof can be replayed with fresh ones. What
/// looks like a secret by its name or shape becomes `<redacted>`.
public struct Redactor: Sendable {
    /// The secrets that are known, longest first so that a secret inside another does not break it up.
    private var known: [(placeholder: String, value: String)] = []

    /// Names that are sensitive beside those that ``SensitiveNames`` knows, folded.
    private var names: Set<String> = []

    /// A redactor that knows no secrets yet, and takes away what looks like one.
    public init() {}

    /// Makes the redactor know a secret.
    ///
    /// It is looked for as it is and in the forms that JSON and URLs give it. Texts of fewer than four characters are not
    /// looked for: they would take ordinary text away.
    public mutating func add(_ secret: Secret, placeholder: String) {
        secret.withExposedValue { value in
            guard value.utf8.count >= 4 else { return }
            for form in SecretForms.forms(of: value) where !known.contains(where: { $0.value == form }) {
                known.append(("{{\(placeholder)}}", form))
            }
            known.sort { ($1.value.utf8.count, $0.value) < ($0.value.utf8.count, $1.value) }
        }
    }

    /// Makes the redactor take out the values that responses have under a name, in any usual spelling.
    public mutating func add(sensitiveName name: String) { names.insert(SensitiveNames.fold(name)) }

    /// The text with every known secret replaced by its placeholder, and tokens that give themselves away removed.
    public func redact(_ text: String) -> String { SecretShapes.redactTokens(in: redactKnown(text)) }

    /// The text with every known secret replaced by its placeholder, and nothing else changed: for what has a meaning of
    /// its own, such as the assertions of a proof.
    func redactKnown(_ text: String) -> String {
        var result = text
        for (placeholder, value) in known where result.contains(value) {
            result = result.replacing(value, with: placeholder)
        }
        return result
    }

    /// A body's text, with the values of sensitive JSON properties and form fields removed as well.
    public func redactBody(_ text: String) -> String {
        SecretShapes.redactSensitiveMembers(in: redact(text)) { name in
            SensitiveNames.isSensitiveProperty(name) || names.contains(SensitiveNames.fold(name))
        }
    }

    /// A header's value: removed where the name is sensitive, unless it holds only placeholders for what was there.
    public func redactHeader(name: String, value: String) -> String {
        names.contains(SensitiveNames.fold(name)) ? "<redacted>" : redactRequestHeader(name: name, value: value)
    }

    /// A request header's value, as in ``redactHeader(name:value:)``, but whatever names were added.
    func redactRequestHeader(name: String, value: String) -> String {
        let redacted = redact(value)
        guard SensitiveNames.isSensitiveHeader(name) else { return redacted }
        switch SensitiveNames.fold(name) {
        case "cookie", "setcookie": return CredentialFields.redactCookies(redacted, isKnown: isPlaceholder)
        case let folded: return CredentialFields.redactValue(redacted, folded, isKnown: isPlaceholder)
        }
    }

    /// Whether the text is the placeholder of a known secret, and nothing else.
    private func isPlaceholder(_ text: Substring) -> Bool { known.contains { $0.placeholder == text } }
}
