//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where a secret comes from: a file, a variable of the environment, or the text itself.
enum SecretSource: Hashable {
    case file(String)
    case variable(String)
    case literal(String)

    /// Understands `@file`, `env:VAR`, or a literal.
    init(_ text: String) {
        if text.hasPrefix("@") {
            self = .file(String(text.dropFirst()))
        } else if text.hasPrefix("env:") {
            self = .variable(String(text.dropFirst(4)))
        } else {
            self = .literal(text)
        }
    }

    /// The secret, without the line break that editors put at a file's end.
    ///
    /// - Throws: ``SecretProblem``, which never holds the secret.
    func value(in surroundings: Surroundings) throws(SecretProblem) -> String {
        let value: String
        switch self {
        case .literal(let text):
            value = text
        case .variable(let name):
            guard let text = surroundings.variable(name) else {
                throw SecretProblem(reason: "the variable \(name) is not set; run export \(name)=… first")
            }
            value = text
        case .file(let path):
            let absolute = LocalFile.absolute(
                path,
                in: surroundings.directory,
                home: surroundings.variable("HOME")
            )
            do {
                value = try LocalFile.text(at: absolute, maximumBytes: 64 << 10)
            } catch {
                throw SecretProblem(reason: "the file \(path) \(error.reason); check the path, or give env:VAR")
            }
        }
        let trimmed = Self.trimmed(value)
        guard !trimmed.isEmpty else { throw SecretProblem(reason: "\(name) is empty") }
        return trimmed
    }

    /// What the source is called in a message.
    ///
    /// A literal is a secret, so it has no name.
    var name: String {
        switch self {
        case .file(let path): "the file \(path)"
        case .variable(let name): "the variable \(name)"
        case .literal: "the value"
        }
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
        guard let start = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(text[start...last])
    }
}

/// Why a secret cannot be had, in words that finish “identity NAME: …”.
struct SecretProblem: Error, Hashable {
    var reason: String
}
