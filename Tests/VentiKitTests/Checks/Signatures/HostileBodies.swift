//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

/// Makes bodies of what signatures look for: whole, cut, mixed, and written with escapes that hide it.
struct HostileBodies {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed, purpose: "hostile bodies") }

    /// A body of a few fragments, in an envelope or without.
    mutating func next() -> [UInt8] {
        var text = ""
        for _ in 0..<Int.random(in: 1...6, using: &random) { text += fragment() }
        for _ in 0..<Int.random(in: 0...2, using: &random) { text = wrapped(text) }
        var bytes = Array(text.utf8)
        if Int.random(in: 0..<8, using: &random) == 0, !bytes.isEmpty {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    /// One text on its own, written in one of the ways.
    mutating func disguised(_ text: String) -> [UInt8] { Array(wrapped(text).utf8) }

    private mutating func fragment() -> String {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return pick(Self.phrases)
        case 1: return pick(Self.lines) + "\n"
        case 2:
            let text = pick(Self.phrases)
            return String(text.prefix(Int.random(in: 0...text.count, using: &random)))
        case 3: return interrupted(pick(Self.phrases))
        case 4: return interrupted(pick(Self.lines)) + pick(["\n", "\\n", "<br>", "\"", "&#10;"])
        default: return pick(Self.noise)
        }
    }

    /// The text with something in the middle, or with one character written as an escape.
    private mutating func interrupted(_ text: String) -> String {
        var characters = text.map(String.init)
        guard !characters.isEmpty else { return text }
        let place = Int.random(in: 0..<characters.count, using: &random)
        guard let code = characters[place].utf8.first else { return text }
        let digits = String(code, radix: 16)
        characters[place] = pick([
            "<b>" + characters[place], "</span >" + characters[place], "<p class=\"x\">" + characters[place],
            "\\u00" + (digits.count < 2 ? "0" : "") + digits, "\\\\u00" + (digits.count < 2 ? "0" : "") + digits,
            "&#\(code);", "&#x\(digits);", "&amp;#\(code);", "&lt;i&gt;" + characters[place], "\\" + characters[place],
            "<\\/b>" + characters[place], "\\u003cb\\u003e" + characters[place], "&#60;b>" + characters[place],
        ])
        return characters.joined()
    }

    private mutating func wrapped(_ text: String) -> String {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return #"{"error":""# + Self.json(text) + #""}"#
        case 1:
            return "[" + text.split(separator: "\n").map { "\"" + Self.json(String($0)) + "\"" }.joined(separator: ",")
                + "]"
        case 2: return "<pre>" + Self.html(text) + "</pre>"
        case 3: return "{\"a\": \"" + text + "\"}"
        case 4: return Self.json(text)
        default: return text
        }
    }

    private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }

    private static func json(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("/", with: "\\/")
            .replacing("\n", with: "\\n").replacing("\t", with: "\\t").replacing("'", with: "\\u0027")
    }

    private static func html(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("'", with: "&#039;")
            .replacing("<", with: "&lt;").replacing("\n", with: "<br/>")
    }

    /// The texts of all phrases, thrown types with a message after them.
    static let phrases: [String] =
        SQLErrorPhrases.all.map { $0.texts.joined(separator: " x ") + ($0.rule == .thrownType ? ": no" : "") }
        + [
            #""propertySources":[],"activeProfiles":[]"#, "phpinfo() PHP Version Zend Engine",
            #"{"contexts":{"a":{"dispatcherServlets":1}}}"#, #""cmdline":["a"],"memstats":{"#,
            "# TYPE a counter\na 1\n# TYPE b gauge\nb 2\n", "PATH=/usr/bin\nHOME=/root\nPWD=/\n",
            #"{"PATH":"/usr/bin","HOME":"/","USER": "x"}"#, "heap profile: 1: 2 [3: 4] @ heap/1048576",
            #"[{"declaringClass":"a","methodName":"b","lineNumber":1}]"#,
            "<h4>File <cite class=\"filename\">a</cite> <em class=\"line\">3</em>",
        ]

    /// Frames of all languages.
    static let lines: [String] = StackTraceSignatureTests.traces.flatMap {
        $0.1.split(separator: "\n").map(String.init)
    }

    private static let noise = [
        #"{"id":1,"name":"Ada"},"#, "plain words ", "\n", "\n\n", "\"", "'", "\\", "/", "<", "&", "  ", "\t", "<br>",
        "&amp;",
        "a & b < c ", "http://x.example:80/a?b=1&c=2", "2025-03-04T10:12:45Z", "é", "\u{0}",
    ]
}
