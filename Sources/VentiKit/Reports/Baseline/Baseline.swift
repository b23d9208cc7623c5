//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The findings that a team knows of already, so that only what is new needs an answer.
///
/// It holds fingerprints, no evidence: it can lie in a repository beside the code. Equal baselines are equal files, with
/// one finding on each line, so that two branches merge.
public struct Baseline: Sendable, Hashable {
    /// The version of the file that this VentiKit writes and reads.
    public static let currentFormatVersion = 1

    /// One finding.
    public struct Entry: Sendable, Hashable, Codable {
        /// The finding.
        public var fingerprint: Fingerprint
        /// The check that found it.
        public var checkID: CheckID
        /// The operation, such as `GET /users/{id}`, or `(host)`.
        public var operation: String
        /// The day on which it was first seen.
        public var since: CalendarDate
        /// How far the scan went that saw it last: one that goes less far may miss it. `nil` where that is not known.
        public var profile: ScanPolicy.Profile?

        /// Makes an entry.
        ///
        /// - Parameters:
        ///   - fingerprint: The finding.
        ///   - checkID: The check that found it.
        ///   - operation: The operation.
        ///   - since: The day on which it was first seen.
        ///   - profile: How far the scan went that saw it last.
        public init(
            fingerprint: Fingerprint,
            checkID: CheckID,
            operation: String,
            since: CalendarDate,
            profile: ScanPolicy.Profile? = nil
        ) {
            self.fingerprint = fingerprint
            self.checkID = checkID
            self.operation = operation
            self.since = since
            self.profile = profile
        }
    }

    private var entriesByFingerprint: [Fingerprint: Entry]

    /// Makes a baseline.
    ///
    /// - Parameter entries: The findings; of several with the same fingerprint, the first counts.
    public init(entries: [Entry] = []) {
        entriesByFingerprint = Dictionary(entries.map { ($0.fingerprint, $0) }) { first, _ in first }
    }

    /// The findings in order of check, operation and fingerprint.
    public var entries: [Entry] {
        entriesByFingerprint.values.sorted { lhs, rhs in
            if lhs.checkID != rhs.checkID { return lhs.checkID < rhs.checkID }
            if lhs.operation != rhs.operation { return lhs.operation < rhs.operation }
            return lhs.fingerprint.rawValue < rhs.fingerprint.rawValue
        }
    }

    /// The number of findings.
    public var count: Int { entriesByFingerprint.count }

    /// The entry of a finding, or `nil` where the baseline does not have it.
    ///
    /// - Parameter fingerprint: The finding's fingerprint.
    public subscript(fingerprint: Fingerprint) -> Entry? { entriesByFingerprint[fingerprint] }
}
