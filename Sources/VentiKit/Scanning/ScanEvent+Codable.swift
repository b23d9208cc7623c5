//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, an event is an object whose `type` says which it is and which member holds the rest:
/// `{"type": "finding", "version": 1, "finding": {…}}`. The report of a `finished` event is its `report`.
extension ScanEvent: Codable {
    /// The version of the wire format. Grows when a reader of the old one would misunderstand the new one; new members
    /// and new types of events do not make it grow.
    public static let wireVersion = 1

    private enum CodingKeys: String, CodingKey {
        case type, version, started, phase, identity, progress, finding, diagnostic, report
    }

    private enum Tag: String {
        case started, phase, identity, progress, finding, diagnostic, finished
    }

    /// Reads an event. One of a type that this version does not know becomes a ``ScanDiagnostic`` that says so.
    ///
    /// - Throws: `DecodingError` if the event is of a newer ``wireVersion`` or a member is missing or wrong.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .version)
        guard version == Self.wireVersion else {
            throw DecodingError.dataCorruptedError(
                forKey: .version,
                in: container,
                debugDescription: "this VentiKit reads version \(Self.wireVersion), not \(version)."
            )
        }
        let type = try container.decode(String.self, forKey: .type)
        self =
            switch Tag(rawValue: type) {
            case .started: .started(try container.decode(ScanStarted.self, forKey: .started))
            case .phase: .phase(try container.decode(ScanPhase.self, forKey: .phase))
            case .identity: .identity(try container.decode(IdentityOutcome.self, forKey: .identity))
            case .progress: .progress(try container.decode(ScanProgress.self, forKey: .progress))
            case .finding: .finding(try container.decode(Finding.self, forKey: .finding))
            case .diagnostic: .diagnostic(try container.decode(ScanDiagnostic.self, forKey: .diagnostic))
            case .finished: .finished(try container.decode(ScanReport.self, forKey: .report))
            case nil: .diagnostic(ScanDiagnostic(.note, "An event of the unknown type \"\(type)\" was left out."))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.wireVersion, forKey: .version)
        func encode(_ tag: Tag, _ value: some Encodable, _ key: CodingKeys) throws {
            try container.encode(tag.rawValue, forKey: .type)
            try container.encode(value, forKey: key)
        }
        switch self {
        case .started(let started): try encode(.started, started, .started)
        case .phase(let phase): try encode(.phase, phase, .phase)
        case .identity(let outcome): try encode(.identity, outcome, .identity)
        case .progress(let progress): try encode(.progress, progress, .progress)
        case .finding(let finding): try encode(.finding, finding, .finding)
        case .diagnostic(let diagnostic): try encode(.diagnostic, diagnostic, .diagnostic)
        case .finished(let report): try encode(.finished, report, .report)
        }
    }
}
