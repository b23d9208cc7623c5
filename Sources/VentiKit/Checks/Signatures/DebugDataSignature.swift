//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What endpoints for debugging and operation answer: settings, profiles, metrics, environments, debugger pages.
struct DebugDataSignature: Signature {
    private static let phrases = PhraseSignature([
        Phrase("Spring Boot environment", ["\"propertySources\"", "\"activeProfiles\""]),
        Phrase(
            "Spring Boot health details",
            ["\"components\"", "\"diskSpace\"", "\"details\"", "\"status\""],
            window: 4_000
        ),
        Phrase("Spring Boot beans", ["\"contexts\"", "\"beans\"", "\"dependencies\"", "\"scope\""]),
        Phrase("Spring Boot mappings", ["\"contexts\"", "\"dispatcherServlets\""]),
        Phrase("Spring Boot settings", ["\"contexts\"", "\"prefix\"", "\"properties\"", "\"inputs\""]),
        Phrase("Go profiles", ["Types of profiles available:", "full goroutine stack dump"]),
        Phrase("Go profile", ["goroutine profile: total "]),
        Phrase("Go profile", ["heap profile: ", " @ heap/"], window: 200),
        Phrase("Go variables", ["\"cmdline\": [", "\"memstats\": {"]),
        Phrase("Go variables", ["\"cmdline\":[", "\"memstats\":{"]),
        Phrase("PHP information", ["phpinfo()", "PHP Version", "Zend Engine"]),
        Phrase("Werkzeug debugger", ["The debugger caught an exception in your WSGI application"]),
        Phrase("Werkzeug debugger", ["__debugger__=yes", "EVALEX"]),
        Phrase("Django debug page", ["You're seeing this error because you have <code>DEBUG = True</code>"]),
        Phrase("Django debug page", ["seeing this error because you have", "DEBUG = True", "Django settings file"]),
        Phrase(
            "ASP.NET developer page",
            ["An unhandled exception occurred while processing the request.", "id=\"stackpage\""]
        ),
        Phrase("Symfony debug page", ["Symfony Exception", "exception-message-wrapper"]),
        Phrase("Laravel debug page", ["window.ignite", "\"solutions\""]),
        Phrase("Rails debug page", ["Action Controller: Exception caught"]),
        Phrase("Apache status", ["Apache Server Status for", "Server uptime:"]),
        Phrase("nginx status", ["Active connections: ", "server accepts handled requests"]),
        Phrase("Java heap dump", ["JAVA PROFILE 1.0"]),
    ])

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        Self.phrases.firstMatch(in: bytes) ?? Self.metrics(in: bytes) ?? Self.environment(in: bytes)
    }

    /// Which products are harmless enough to be common on purpose: no settings, no secrets.
    static func isMinor(_ product: String) -> Bool {
        ["Prometheus metrics", "Spring Boot health details", "Apache status", "nginx status"].contains(product)
    }

    /// The Prometheus text format: at least two `# TYPE` lines, each with a sample of its metric after it.
    private static func metrics(in bytes: [UInt8]) -> SignatureOccurrence? {
        var declared: ArraySlice<UInt8> = []
        var count = 0
        var start = 0
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            if line.starts(with: "# TYPE ".utf8) {
                let words = line.split(separator: UInt8(ascii: " "), maxSplits: 4)
                guard words.count == 4, metricTypes.contains(String(decoding: words[3].prefix(12), as: UTF8.self))
                else { continue }
                declared = words[2]
                if count == 0 { start = line.startIndex }
            } else if !declared.isEmpty, line.first != UInt8(ascii: "#"), line.starts(with: declared) {
                count += 1
                declared = []
                if count == 2 {
                    return SignatureOccurrence(product: "Prometheus metrics", range: start..<line.endIndex)
                }
            }
        }
        return nil
    }

    private static let metricTypes: Set<String> = ["counter", "gauge", "histogram", "summary", "untyped"]

    /// A process environment, as lines of `NAME=value` or as members of a JSON object: the search path, and at least
    /// two more names that every process has.
    private static func environment(in bytes: [UInt8]) -> SignatureOccurrence? {
        var ends: [Int: Int] = [:]
        environmentSearch.forEachMatch(in: bytes) { literal, end in
            let text = environmentTexts[literal]
            let start = end - text.count
            let before = start > 0 ? bytes[start - 1] : UInt8(ascii: "\n")
            let beginsName = before < 0x21 || before == UInt8(ascii: "{") || before == UInt8(ascii: ",")
            // The names are in capitals; the search does not regard case.
            if beginsName && bytes[start..<end].elementsEqual(text) { ends[literal / formCount] = end }
            return ends.count < 3 || ends[0] == nil
        }
        guard ends.count >= 3, ends[0] != nil, let first = ends.values.min(), let last = ends.values.max() else {
            return nil
        }
        return SignatureOccurrence(product: "process environment", range: max(0, first - 16)..<last)
    }

    private static let formCount = 3
    private static let environmentNames = [
        "PATH", "HOME", "PWD", "HOSTNAME", "SHLVL", "LANG", "USER", "LOGNAME", "TERM",
    ]
    /// Each name as a line begins with it, and as JSON writes it.
    private static let environmentTexts: [[UInt8]] = environmentNames.flatMap { name in
        let value = name == "PATH" ? "/" : ""
        return ["\(name)=\(value)", "\"\(name)\":\"\(value)", "\"\(name)\": \"\(value)"].map { Array($0.utf8) }
    }
    private static let environmentSearch = LiteralSearch(
        environmentTexts.map { String(decoding: $0, as: UTF8.self) }
    )
}
