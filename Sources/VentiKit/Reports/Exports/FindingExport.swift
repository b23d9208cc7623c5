//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A way to write a finding's proof down for another tool.
public protocol FindingExport: Sendable {
    /// The usual ending of a file's name, without the dot.
    var fileExtension: String { get }

    /// The finding as text in this form.
    ///
    /// - Parameters:
    ///   - finding: The finding.
    ///   - target: The base URL of the API.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` and the reason if the form cannot say it.
    func text(for finding: Finding, target: String) throws -> String
}

extension FindingExport {
    /// The proof of a finding.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` where there is none.
    func proof(of finding: Finding) throws(ScanError) -> Proof {
        guard let proof = finding.proof else {
            throw .cannotExport(finding, "the document alone shows it, so there is no request to send")
        }
        return proof
    }

    /// What is said about the finding at the top, a line each.
    func heading(of finding: Finding) -> [String] {
        [
            "\(finding.fingerprint.shortForm)  \(finding.severity.rawValue)  \(finding.checkID.rawValue)  "
                + finding.location.operationName,
            finding.title, finding.summary,
        ]
        .map(Self.line)
    }

    /// A text in one line, so that it stays the comment that it is.
    static func line(_ text: String) -> String { TerminalText.line(text) }
}

extension ScanError {
    /// That a form cannot say what a proof says.
    static func cannotExport(_ finding: Finding, _ reason: String) -> ScanError {
        ScanError(.invalidEncoding, "\(finding.fingerprint.shortForm) cannot be exported so: \(reason).")
    }
}
