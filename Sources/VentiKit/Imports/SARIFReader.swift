//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads SARIF 2.1.0 logs of any tool as findings.
/// ([OASIS: SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html))
public struct SARIFReader: ReportReader {
    private static let paths: [[JSONElementReader.Step]] = [
        [.member("runs"), .element, .member("tool")],
        [.member("runs"), .element, .member("results"), .element],
    ]

    private var places: ImportedPlaces
    private var elements = JSONElementReader(paths: Self.paths, maximumElementBytes: 64 << 20)
    private var tools: [Int: SARIFTool] = [:]
    private var results: [(run: Int, result: SARIFImportedResult)] = []
    private var target: String
    private var unread = 0

    /// Makes a reader at the beginning of a log.
    ///
    /// - Parameters:
    ///   - description: The API, whose path templates name the places; without it they are guessed from the URLs.
    ///   - target: The base URL that was scanned; without it, every host counts.
    public init(description: APIDescription? = nil, target: TargetURL? = nil) {
        places = ImportedPlaces(description: description, target: target)
        self.target = target?.description ?? ""
    }

    public mutating func read(_ bytes: [UInt8]) {
        for element in elements.elements(in: bytes) { take(element) }
    }

    public mutating func finish() throws -> ImportedReport {
        guard !tools.isEmpty || !results.isEmpty else {
            throw ScanError(.invalidEncoding, "This is no SARIF log: it has no run with a tool. SARIF 2.1.0 is read.")
        }
        let ending = elements.ending()
        var findings = ImportedFindings()
        for (run, result) in results {
            // A tool's rules may stand after its results: so only now.
            guard let finding = result.finding(of: tools[run] ?? SARIFTool(), in: &places) else { continue }
            findings.add(finding)
        }
        let tool = tools.min { $0.key < $1.key }?.value ?? SARIFTool()
        return ImportedReport(
            tool: ScanReport.Tool(name: tool.name, version: tool.version),
            target: target,
            findings: findings.all,
            diagnostics: places.diagnostics + findings.diagnostics
                + ImportedFindings.endingDiagnostics(ending, unread: unread + elements.oversizedElements),
            elsewhere: places.elsewhere
        )
    }

    private mutating func take(_ element: JSONElementReader.Element) {
        var limits = JSONLimits()
        limits.maximumNodes = 4_000_000
        let run = element.positions.first ?? 0
        guard let value = JSONValue(parsingJSON: element.bytes, limits: limits) else { return unread += 1 }
        if element.path == 0 {
            tools[run] = SARIFTool(value)
        } else if let result = SARIFImportedResult(value), results.count < ImportedFindings.maximumFindings {
            results.append((run, result))
        } else {
            unread += 1
        }
    }
}
