//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads what nuclei writes with `-jsonl`: one match a line.
/// ([nuclei: output](https://docs.projectdiscovery.io/opensource/nuclei/running))
public struct NucleiReader: ReportReader {
    private static let maximumLineBytes = 16 << 20

    private var places: ImportedPlaces
    private var findings = ImportedFindings()
    private var target = ""
    private var startedAt = ""
    private var line: [UInt8] = []
    private var isTooLong = false
    private var matches = 0
    private var unread = 0

    /// Makes a reader at the beginning of a report.
    ///
    /// - Parameters:
    ///   - description: The API, whose path templates name the places; without it they are guessed from the URLs.
    ///   - target: The base URL that was scanned; without it, every host counts.
    public init(description: APIDescription? = nil, target: TargetURL? = nil) {
        places = ImportedPlaces(description: description, target: target)
        self.target = target?.description ?? ""
    }

    public mutating func read(_ bytes: [UInt8]) {
        for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if piece.offset > 0 { takeLine() }
            guard line.count + piece.element.count <= Self.maximumLineBytes else {
                isTooLong = true
                continue
            }
            line.append(contentsOf: piece.element)
        }
    }

    public mutating func finish() throws -> ImportedReport {
        takeLine()
        guard matches > 0 || unread == 0 else {
            throw ScanError(
                .invalidEncoding,
                "This is no report of nuclei's: no line has a template-id. Make one with nuclei -jsonl."
            )
        }
        var diagnostics = places.diagnostics + findings.diagnostics
        if unread > 0 {
            diagnostics.append(ScanDiagnostic(.warning, "\(unread) lines could not be understood and were left out."))
        }
        return ImportedReport(
            tool: ScanReport.Tool(name: "nuclei", version: ""),
            target: target,
            startedAt: startedAt,
            findings: findings.all,
            diagnostics: diagnostics,
            elsewhere: places.elsewhere
        )
    }

    private mutating func takeLine() {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if isTooLong { return unread += 1 }
        guard line.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
        guard let value = JSONValue(parsingJSON: line), let id = value["template-id"]?.stringValue, !id.isEmpty else {
            return unread += 1
        }
        matches += 1
        add(value, id)
    }

    private mutating func add(_ match: JSONValue, _ id: String) {
        let info = match["info"] ?? .object([])
        let matched = match["matched-at"]?.stringValue ?? match["url"]?.stringValue ?? match["host"]?.stringValue ?? ""
        let url = ImportedURL(matched.contains("://") ? matched : "//" + matched)
        guard places.admits(url) else { return }
        if target.isEmpty { target = url.origin }
        if startedAt.isEmpty { startedAt = match["timestamp"]?.stringValue ?? "" }
        let parameter = match["fuzzing_parameter"]?.stringValue ?? ""
        let weaknesses = Self.weaknesses(info)
        let name = info["name"]?.stringValue ?? id
        let extracted = (match["extracted-results"]?.elements ?? []).compactMap(\.stringValue).prefix(3)
        let seen = extracted.isEmpty ? "" : " and extracted \"" + extracted.joined(separator: "\", \"") + "\""
        let matcher = match["matcher-name"]?.stringValue ?? ""
        findings.add(
            Finding(
                checkID: CheckID("nuclei.\(ImportedFindings.bounded(id, 200))"),
                title: name,
                summary: "The template \(id) matched\(matcher.isEmpty ? "" : " by \(matcher)")\(seen).",
                severity: Severity(rawValue: info["severity"]?.stringValue ?? "") ?? .info,
                confidence: .tentative,
                category: weaknesses.lazy.compactMap(OWASPCategory.init(weakness:)).first,
                weaknesses: weaknesses,
                location: places.location(
                    method: Self.method(match),
                    url: url,
                    parameter: parameter,
                    isAttacked: !parameter.isEmpty
                ),
                evidenceClass: ImportedFindings.bounded(matcher, 100),
                remediation: info["remediation"]?.stringValue ?? ""
            )
        )
    }

    private static func method(_ match: JSONValue) -> String {
        let request = match["request"]?.stringValue ?? ""
        let word = request.prefix { $0.isASCII && $0.isUppercase }
        return (1...10).contains(word.count) ? String(word) : "GET"
    }

    private static func weaknesses(_ info: JSONValue) -> [Weakness] {
        let named = info["classification"]?["cwe-id"]
        let texts = (named?.elements ?? []).compactMap(\.stringValue) + [named?.stringValue].compactMap(\.self)
        return texts.compactMap { text in
            text.lowercased().hasPrefix("cwe-") ? Int(text.dropFirst(4)).map(Weakness.cwe) : nil
        }
    }
}
