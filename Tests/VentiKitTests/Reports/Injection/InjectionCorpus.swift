//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

@testable import VentiKit

/// Texts that become markup, commands or formulas where a format forgets what they are.
enum InjectionCorpus {
    /// What is set as the title of a page where one of the texts runs.
    static let mark = "PWNED"

    static let texts = [
        "<script>document.title='PWNED'</script>", "</script><script>document.title='PWNED'</script>",
        "\"><img src=x onerror=\"document.title='PWNED'\">", "'><svg/onload=document.title='PWNED'>",
        "</style><script>document.title='PWNED'</script>", "</title><script>document.title='PWNED'</script>",
        "</textarea></pre></code></details><script>document.title='PWNED'</script>",
        "--><script>document.title='PWNED'</script><!--", "<![CDATA[<script>document.title='PWNED'</script>]]>",
        "\" autofocus onfocus=\"document.title='PWNED'\" x=\"", "javascript:document.title='PWNED'",
        "<iframe srcdoc=\"<script>parent.document.title='PWNED'</script>\">", "<base href=\"https://evil.example/\">",
        "<meta http-equiv=refresh content=\"0;url=javascript:document.title='PWNED'\">",
        "<details open ontoggle=document.title='PWNED'>", "<style>*{background:url(https://evil.example)}</style>",
        "<math><mtext></p><script>document.title='PWNED'</script>", "{{constructor.constructor('x')()}}", "${7*7}",
        "&lt;script&gt;document.title='PWNED'&lt;/script&gt;", "&#60;img src=x onerror=document.title='PWNED'&#62;",
        "]]></failure></testcase><testcase name=\"fake\"/>",
        "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>&y;",
        "=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "\t=1", "\"\",=1+1,\"", "a\r\nb,c\r\n=1",
        "[click](javascript:alert(1))", "![x](https://evil.example/x.png)", "# Heading", "| cell | cell |", "```\ncode",
        "@octocat #1 https://evil.example www.evil.example", "- item\n\n1. item", "<details><summary>x</summary>",
        "\u{1B}[2J\u{1B}]0;PWNED\u{7}\u{9B}31m\u{90}q", "\u{8}\u{8}\u{8}hidden", "a\u{202E}txt.exe\u{2066}",
        "\u{200B}\u{FEFF}",
        "\n::stop-commands::x\n::set-output name=a::b", "x%0A::error::y",
        "\u{0}\u{1}\u{FFFE}\u{FFFF}\u{10FFFF}\u{E000}",
        "\u{2028}\u{2029}\u{85}\u{B}\u{C}", "$(touch /tmp/pwned)`touch /tmp/pwned`;touch /tmp/pwned", "' ; echo pwned",
        "{{alice.token}}{{$HOME}}", "\"findings\":[]", "\\\"\\u0022\\", "%s%n%x", String(repeating: "A", count: 5_000),
        "😀👩‍👩‍👧‍👦e\u{301}\u{301}\u{301}", "",
    ]

    /// A report with every feature of the vocabulary, in which every text that may be anything is the given one.
    ///
    /// - Throws: A decoding error where the walk has made something that is no report.
    static func report(everywhere text: String) throws -> ScanReport {
        var json = try TestJSON.encoding(template)
        for path in try freePlaces.get() { json = json.replacing(path, with: .string(text)) }
        return try decode(json)
    }

    static var template: ScanReport {
        var report = Sample.triagedReport
        // A number that `Double` holds exactly, which is what the walk reads numbers as.
        report.seed = 7
        report.findings = [Sample.finding, Sample.hostFinding, Sample.allAssertions, Sample.allRecipes]
        return report
    }

    /// Where a report may hold any text: members that a report can still be read with when they hold another one.
    static let freePlaces = Result {
        let json = try TestJSON.encoding(template)
        return leaves(of: json, at: "").filter { path in
            guard let changed = try? decode(json.replacing(path, with: .string("any <text>"))) else { return false }
            return changed != template
        }
    }

    private static func decode(_ json: TestJSON) throws -> ScanReport {
        try JSONDecoder().decode(ScanReport.self, from: JSONEncoder().encode(json))
    }

    private static func leaves(of json: TestJSON, at path: String) -> [String] {
        let prefix = path.isEmpty ? "" : path + "."
        switch json {
        case .string: return [path]
        case .array(let elements):
            return elements.enumerated().flatMap { leaves(of: $0.element, at: "\(prefix)\($0.offset)") }
        case .object(let members):
            return members.sorted { $0.key < $1.key }.flatMap { leaves(of: $0.value, at: prefix + $0.key) }
        default: return []
        }
    }
}

extension TestJSON: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
