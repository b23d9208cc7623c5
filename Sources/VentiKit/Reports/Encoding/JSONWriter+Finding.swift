//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A finding in the bytes that its `Codable` gives, some ten times as fast. A test compares the two, and another one
/// fails when a type gets a property that is not written here.
extension JSONWriter {
    /// Writes a finding as one object.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if JSON has no such number.
    mutating func finding(_ finding: Finding) throws(ScanError) {
        let fingerprint = finding.fingerprint
        beginObject()
        member("affectedOperations", finding.affectedOperations)
        member("category", finding.category?.rawValue)
        member("checkID", finding.checkID.rawValue)
        member("confidence", finding.confidence.rawValue)
        if let corroboration = finding.corroboration {
            key("corroboration")
            beginObject()
            key("checks")
            array(of: corroboration.checks) { $0.string($1.rawValue) }
            member("reason", corroboration.reason)
            member("verdict", corroboration.verdict.rawValue)
            endObject()
        }
        member("evidenceClass", finding.evidenceClass)
        member("fingerprint", fingerprint.rawValue)
        key("location")
        location(finding.location)
        if let proof = finding.proof {
            key("proof")
            try self.proof(proof)
        }
        member("remediation", finding.remediation)
        member("severity", finding.severity.rawValue)
        member("shortID", fingerprint.shortForm)
        member("summary", finding.summary)
        member("title", finding.title)
        key("weaknesses")
        array(of: finding.weaknesses) { $0.string($1.description) }
        endObject()
    }

    private mutating func location(_ location: FindingLocation) {
        beginObject()
        if let point = location.insertionPoint {
            key("insertionPoint")
            beginObject()
            member("location", point.location.rawValue)
            member("name", point.name)
            endObject()
        }
        member("method", location.method)
        member("path", location.path)
        if let source = location.source {
            key("source")
            beginObject()
            member("column", source.column)
            member("file", source.file)
            member("line", source.line)
            endObject()
        }
        endObject()
    }
}
