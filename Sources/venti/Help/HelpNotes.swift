//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a command's help says below the options.
enum HelpNotes {
    /// A label in capitals, and its text.
    typealias Note = (label: String, text: String)

    static func notes(for path: [String]) -> [Note] { table[path.dropFirst().joined(separator: " ")] ?? [] }

    private static let table: [String: [Note]] = [
        "": [("SEE ALSO", "Scan only what you own or may test.")],
        "scan": [
            (
                "EXIT",
                "0 passed, 1 findings, 2 usage, 3 incomplete, 4 internal error, 5 out of scope, 130 and 143 stopped"
            ),
            ("SEE ALSO", "venti plan, venti checks, venti explain ID, venti config check"),
        ],
        "plan": [("SEE ALSO", "venti scan, venti explain \"GET /users/{id}\" --spec FILE")],
        "lint": [
            ("EXIT", "0 passed, 1 findings at or above --fail-on, 2 usage or an unreadable document"),
            ("SEE ALSO", "venti checks lint, venti explain lint.no-security"),
        ],
        "convert": [("SEE ALSO", "venti scan --output json=findings.json")],
        "baseline": [("SEE ALSO", "venti scan --baseline FILE --new-only, venti diff")],
        "diff": [("SEE ALSO", "venti scan --output json=findings.json, venti baseline")],
        "replay": [
            ("EXIT", "0 fixed, 1 still there, 2 usage, 3 cannot tell"), ("SEE ALSO", "venti export, venti explain ID"),
        ],
        "export": [("SEE ALSO", "venti replay")],
        "checks": [("SEE ALSO", "venti explain ID")],
        "explain": [("SEE ALSO", "venti checks, venti plan")],
        "cleanup": [("SEE ALSO", "venti scan")],
        "worker": [("EXIT", "0 done, 2 wrong request, 3 incomplete, 5 out of scope, 143 stopped by SIGTERM")],
        "demo": [("SEE ALSO", "venti scan, venti explain ID")],
    ]
}
