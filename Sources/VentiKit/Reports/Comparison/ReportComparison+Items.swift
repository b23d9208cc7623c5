//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ReportComparison {
    /// A finding without its proof.
    public struct Item: Sendable, Hashable, Codable {
        /// The stable identity.
        public var fingerprint: Fingerprint
        /// The fingerprint's short form.
        public var shortID: String
        /// The check that found it.
        public var checkID: CheckID
        /// The flaw's name.
        public var title: String
        /// What happened.
        public var summary: String
        /// How bad it is.
        public var severity: Severity
        /// How sure it is.
        public var confidence: Confidence
        /// The operation, such as `GET /users/{id}`, or `(host)`.
        public var operation: String
        /// The place in the request, such as `path id`.
        public var insertionPoint: String?
        /// Whether an acceptance of the later report covers it.
        public var isAccepted: Bool
        /// Of what was not seen: why its absence proves nothing. Of what appeared: why it may have been there before.
        public var reason: String?

        init(_ finding: Finding, fingerprint: Fingerprint, isAccepted: Bool = false, reason: String? = nil) {
            self.fingerprint = fingerprint
            shortID = fingerprint.shortForm
            checkID = finding.checkID
            title = finding.title
            summary = finding.summary
            severity = finding.severity
            confidence = finding.confidence
            operation = finding.location.operationName
            insertionPoint = finding.location.insertionPoint?.description
            self.isAccepted = isAccepted
            self.reason = reason
        }

        /// The operation with its insertion point: `GET /users/{id} (path id)`.
        var place: String { insertionPoint.map { "\(operation) (\($0))" } ?? operation }
    }

    /// A finding whose severity or confidence is another one than before.
    public struct Change: Sendable, Hashable, Codable {
        /// The finding as the later report has it.
        public var finding: Item
        /// How bad it was.
        public var severityBefore: Severity
        /// How sure it was.
        public var confidenceBefore: Confidence
    }
}
