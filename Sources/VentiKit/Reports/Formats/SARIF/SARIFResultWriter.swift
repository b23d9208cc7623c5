//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIF {
    /// Writes findings as results, with their evidence as far as it fits.
    struct ResultWriter {
        /// Where a finding is placed that has no place of its own.
        var documentName: String
        /// The path of the base URL, without its trailing slash.
        var basePath: String
        var artifacts: ArtifactURI
        var ruleIndices: [CheckID: Int]
        var maximumEvidenceBytes: Int
        /// What is known of the findings already.
        var triage: FindingTriage?

        private var occurrences: [Fingerprint: Int] = [:]
        private var evidenceBytes = 0

        init(
            documentName: String,
            basePath: String,
            artifacts: ArtifactURI,
            ruleIndices: [CheckID: Int],
            maximumEvidenceBytes: Int
        ) {
            self.documentName = documentName
            self.basePath = basePath
            self.artifacts = artifacts
            self.ruleIndices = ruleIndices
            self.maximumEvidenceBytes = maximumEvidenceBytes
        }

        /// The result of the next finding, with its evidence as long as there is room.
        mutating func result(for finding: Finding) -> Result? {
            guard let ruleIndex = ruleIndices[finding.checkID] else { return nil }
            let fingerprint = finding.fingerprint
            var result = result(for: finding, fingerprint, ruleIndex: ruleIndex)
            occurrences[fingerprint, default: 0] += 1
            result.partialFingerprints = [
                "primaryLocationLineHash": "\(fingerprint.digest):\(occurrences[fingerprint, default: 1])",
                "venti/v1": fingerprint.digest,
            ]
            if let triage { judge(&result, triage, triage.entry(of: fingerprint)) }
            guard let proof = finding.proof, !proof.steps.isEmpty else { return result }
            evidenceBytes += proof.approximateBytes
            if evidenceBytes <= maximumEvidenceBytes { attach(proof, of: finding, to: &result) }
            return result
        }

        private func result(for finding: Finding, _ fingerprint: Fingerprint, ruleIndex: Int) -> Result {
            var message = "\(finding.location.operationName): \(finding.headline)"
            if !finding.affectedOperations.isEmpty {
                message += " Affects \(finding.affectedOperations.count) operations."
            }
            return Result(
                ruleId: finding.checkID.ruleID,
                ruleIndex: ruleIndex,
                level: Level(finding.severity),
                message: Text(text: Self.withoutLinks(message).bounded(to: 2_000)),
                locations: [location(of: finding)],
                partialFingerprints: [:],
                properties: Result.Properties(
                    severity: finding.severity.rawValue,
                    confidence: finding.confidence.rawValue,
                    shortID: fingerprint.shortForm,
                    evidenceClass: finding.evidenceClass.isEmpty ? nil : finding.evidenceClass,
                    affectedOperations: finding.affectedOperations.isEmpty
                        ? nil : Array(finding.affectedOperations.prefix(1_000))
                )
            )
        }

        /// `[text](target)` is a link in a SARIF message, and parts of a message come from the API under test.
        static func withoutLinks(_ text: String) -> String { text.replacing("](", with: "] (") }

        private func attach(_ proof: Proof, of finding: Finding, to result: inout Result) {
            // The last step is the one that the others prepare or control.
            if let step = proof.steps.last {
                result.webRequest = WebRequest(step.request, basePath: basePath)
                result.webResponse = step.response.map { WebResponse($0) }
            }
            guard proof.steps.count > 1 else { return }
            let locations = proof.steps.prefix(1_000).enumerated().map { index, step in
                var location = location(of: finding)
                location.message = Text(text: Self.withoutLinks(step.summary).bounded(to: 1_000))
                return ThreadFlowLocation(location: location, executionOrder: index + 1)
            }
            result.codeFlows = [
                CodeFlow(
                    message: Text(text: "The requests that show it, in their order."),
                    threadFlows: [ThreadFlow(locations: locations)]
                )
            ]
        }

        private func location(of finding: Finding) -> Location {
            let source = finding.location.source ?? SourceLocation(file: documentName, line: 1, column: 1)
            var location = location(of: source, length: finding.location.method?.count ?? 1)
            let name = finding.location.operationName
            location.logicalLocations = [LogicalLocation(name: name, fullyQualifiedName: name, kind: "resource")]
            return location
        }

        /// Lines and columns are 32 bits wide in most readers.
        private static let maximumPosition = 1 << 30

        /// A place in a document. All four numbers are there and at least 1, as GitHub demands.
        func location(of source: SourceLocation, length: Int) -> Location {
            let line = min(max(1, source.line), Self.maximumPosition)
            let column = min(max(1, source.column), Self.maximumPosition)
            return Location(
                physicalLocation: PhysicalLocation(
                    artifactLocation: ArtifactLocation(uri: artifacts.uri(for: source.file)),
                    region: Region(
                        startLine: line,
                        startColumn: column,
                        endLine: line,
                        endColumn: column + min(max(1, length), 100)
                    )
                )
            )
        }
    }
}

extension Fingerprint {
    /// The digest without the version.
    fileprivate var digest: String { String(rawValue.drop { $0 != ":" }.dropFirst()) }
}

extension Proof {
    /// About how many bytes the steps take when they are written down.
    var approximateBytes: Int {
        steps.reduce(0) { sum, step in
            let request = step.request
            let headers = request.headers + (step.response?.headers ?? [])
            return sum + 400 + request.target.utf8.count + (request.body ?? request.bodyBase64 ?? "").utf8.count
                + (step.response?.bodyExcerpt.utf8.count ?? 0)
                + headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 20 }
        }
    }
}

extension ProofStep {
    /// The step in one line, such as `control: GET /users/1 as alice gave 200`.
    var summary: String {
        var text = "\(label): \(request.method) \(request.target) as \(identity ?? "anonymous")"
        if repetitions > 1 { text += ", \(repetitions) times," }
        return text + (response.map { " gave \($0.status)" } ?? " got no answer")
    }
}
