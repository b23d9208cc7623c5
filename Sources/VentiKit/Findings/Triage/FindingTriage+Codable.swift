//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, `findings` holds an object for each finding, with `status` as its tag: `new`, `known` with `since`, or
/// `accepted` with `acceptance`. Lists that are missing are empty.
extension FindingTriage: Codable {
    private enum CodingKeys: String, CodingKey {
        case date, baseline, findings, fixed, notSeen, expired, unused
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            date: try container.decode(CalendarDate.self, forKey: .date),
            baseline: try container.decodeIfPresent(String.self, forKey: .baseline),
            entries: try container.decode(.findings, default: []),
            fixed: try container.decode(.fixed, default: []),
            notSeen: try container.decode(.notSeen, default: []),
            expired: try container.decode(.expired, default: []),
            unused: try container.decode(.unused, default: [])
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(date, forKey: .date)
        try container.encodeIfPresent(baseline, forKey: .baseline)
        try container.encode(entries, forKey: .findings)
        if !fixed.isEmpty { try container.encode(fixed, forKey: .fixed) }
        if !notSeen.isEmpty { try container.encode(notSeen, forKey: .notSeen) }
        if !expired.isEmpty { try container.encode(expired, forKey: .expired) }
        if !unused.isEmpty { try container.encode(unused, forKey: .unused) }
    }
}

/// On the wire, an entry also holds its `status`, for readers; it follows from the other members and is left unread.
extension FindingTriage.Entry: Codable {
    private enum CodingKeys: String, CodingKey {
        case fingerprint, status, since, acceptance
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            fingerprint: try container.decode(Fingerprint.self, forKey: .fingerprint),
            since: try container.decodeIfPresent(CalendarDate.self, forKey: .since),
            acceptance: try container.decodeIfPresent(Acceptance.self, forKey: .acceptance)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(fingerprint, forKey: .fingerprint)
        try container.encode(status.word, forKey: .status)
        try container.encodeIfPresent(since, forKey: .since)
        try container.encodeIfPresent(acceptance, forKey: .acceptance)
    }
}

extension FindingTriage.Status {
    /// The status in one word: `new`, `known` or `accepted`.
    public var word: String {
        switch self {
        case .new: "new"
        case .known: "known"
        case .accepted: "accepted"
        }
    }
}
