//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Recognises texts that have the shape of a real key or token.
enum ExampleSecret {
    /// The kind of secret that a text looks like, or `nil` for none, placeholders and widely known samples included.
    static func kind(of text: String) -> String? {
        guard (16...8_192).contains(text.utf8.count) else { return nil }
        if text.contains("-----BEGIN "), text.contains("PRIVATE KEY-----") {
            return text.utf8.count > 120 && !text.contains("...") ? "private key" : nil
        }
        for word in text.split(whereSeparator: { " \"',;=".contains($0) }).prefix(16) {
            if let kind = kind(ofWord: String(word)) { return kind }
        }
        return nil
    }

    private static func kind(ofWord word: String) -> String? {
        if word.hasPrefix("eyJ") { return isJSONWebToken(word) ? "JSON Web Token" : nil }
        guard let shape = shapes.first(where: { word.hasPrefix($0.prefix) }) else { return nil }
        let rest = word.dropFirst(shape.prefix.count)
        guard shape.length.contains(rest.count), Set(rest).count >= 8 else { return nil }
        guard rest.utf8.allSatisfy({ isKeyByte($0) }) else { return nil }
        let lower = rest.lowercased()
        return placeholders.contains { lower.contains($0) } ? nil : shape.kind
    }

    /// Whether the text is a signed token whose header names an algorithm, and not the sample that everybody copies.
    private static func isJSONWebToken(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].count >= 16, !parts[2].hasPrefix("SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV") else {
            return false
        }
        guard let header = Base64.decode(parts[0]), let payload = Base64.decode(parts[1]) else { return false }
        guard JSONValue(parsingJSON: header)?["alg"]?.stringValue != nil else { return false }
        return JSONValue(parsingJSON: payload).map { !$0.members.isEmpty && $0["sub"]?.stringValue != "1234567890" }
            ?? false
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        byte.isASCIIDigit || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    private static let shapes: [(prefix: String, length: ClosedRange<Int>, kind: String)] = [
        ("AKIA", 16...16, "AWS access key"), ("ASIA", 16...16, "AWS access key"),
        ("ghp_", 36...36, "GitHub token"), ("gho_", 36...36, "GitHub token"), ("ghs_", 36...36, "GitHub token"),
        ("github_pat_", 60...90, "GitHub token"), ("glpat-", 20...40, "GitLab token"),
        ("sk_live_", 16...120, "Stripe key"), ("rk_live_", 16...120, "Stripe key"),
        ("xoxb-", 20...100, "Slack token"), ("xoxp-", 20...100, "Slack token"), ("AIza", 35...35, "Google API key"),
        ("npm_", 36...36, "npm token"), ("sk-ant-", 32...160, "Anthropic key"), ("sk-proj-", 32...200, "OpenAI key"),
    ]
    private static let placeholders = [
        "example", "xxxx", "your", "placeholder", "dummy", "sample", "1234567890", "abcdefgh",
    ]
}
