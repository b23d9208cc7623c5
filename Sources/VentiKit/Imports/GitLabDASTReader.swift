//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads reports of GitLab's DAST format, whatever scanner wrote them.
/// ([GitLab: security report schemas](https://gitlab.com/gitlab-org/security-products/security-report-schemas))
public struct GitLabDASTReader: ReportReader {
    private static let paths: [[JSONElementReader.Step]] = [
        [.member("scan")], [.member("vulnerabilities"), .element], [.member("version")],
    ]

    private var places: ImportedPlaces
    private var findings = ImportedFindings()
    private var elements = JSONElementReader(paths: Self.paths, maximumElementBytes: 16 << 20)
    private var scan = JSONValue.null
    private var target: String
    private var isReport = false
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
        for element in elements.elements(in: bytes) {
            let value = JSONValue(parsingJSON: element.bytes)
            switch element.path {
            case 0: scan = value ?? .null
            case 1: add(value)
            default: break
            }
            if element.path < 2 { isReport = true }
        }
    }

    public mutating func finish() throws -> ImportedReport {
        guard isReport else {
            throw ScanError(.invalidEncoding, "This is no report of GitLab's DAST format: it has no vulnerabilities.")
        }
        let ending = elements.ending()
        let scanner = scan["scanner"] ?? .null
        return ImportedReport(
            tool: ScanReport.Tool(
                name: scanner["name"]?.stringValue ?? "GitLab DAST",
                version: scanner["version"]?.stringValue ?? ""
            ),
            target: target,
            startedAt: scan["start_time"]?.stringValue ?? "",
            findings: findings.all,
            diagnostics: places.diagnostics + findings.diagnostics
                + ImportedFindings.endingDiagnostics(ending, unread: unread + elements.oversizedElements),
            elsewhere: places.elsewhere
        )
    }

    private mutating func add(_ value: JSONValue?) {
        guard let value, case .object = value, let name = value["name"]?.stringValue ?? value["message"]?.stringValue
        else { return unread += 1 }
        let place = value["location"] ?? .null
        let host = place["hostname"]?.stringValue ?? ""
        let url = ImportedURL(host + (place["path"]?.stringValue ?? ""))
        guard places.admits(url) else { return }
        if target.isEmpty { target = host }
        let identifiers = value["identifiers"]?.elements ?? []
        let weaknesses = identifiers.filter { $0["type"]?.stringValue?.lowercased() == "cwe" }
            .compactMap { $0["value"]?.scalarText.flatMap { Int($0) } }.map(Weakness.cwe)
        let rule = identifiers.first { $0["type"]?.stringValue?.lowercased() != "cwe" }?["value"]?.scalarText ?? name
        let parameter = place["param"]?.stringValue ?? ""
        let isSure = ["High", "Confirmed"].contains(value["confidence"]?.stringValue ?? "")
        findings.add(
            Finding(
                checkID: CheckID("gitlab.\(ImportedFindings.bounded(rule, 200))"),
                title: name,
                summary: value["evidence"]?["summary"]?.stringValue ?? value["description"]?.stringValue ?? name,
                severity: Severity(rawValue: (value["severity"]?.stringValue ?? "").lowercased()) ?? .info,
                confidence: isSure ? .firm : .tentative,
                category: weaknesses.lazy.compactMap(OWASPCategory.init(weakness:)).first,
                weaknesses: weaknesses,
                location: places.location(
                    method: place["method"]?.stringValue ?? "",
                    url: url,
                    parameter: parameter,
                    isAttacked: !parameter.isEmpty
                ),
                remediation: value["solution"]?.stringValue ?? ""
            )
        )
    }
}

extension ImportedFindings {
    /// What to say of a JSON report that did not come to its end, or held what could not be read.
    ///
    /// - Parameters:
    ///   - ending: How the text ended.
    ///   - unread: The number of entries that could not be read.
    package static func endingDiagnostics(_ ending: JSONElementReader.Ending, unread: Int) -> [ScanDiagnostic] {
        var diagnostics: [ScanDiagnostic] = []
        if ending != .complete {
            diagnostics.append(
                ScanDiagnostic(.warning, "The report is cut short or broken; what came before was read.")
            )
        }
        if unread > 0 {
            diagnostics.append(ScanDiagnostic(.warning, "\(unread) entries could not be understood and were left out."))
        }
        return diagnostics
    }
}
