//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, a report needs `formatVersion`, `api`, `target`, `profile`, `startedAt` and `outcome`; what else is
/// missing is empty.
extension ScanReport {
    /// The version of the format that this VentiKit writes and reads.
    public static let currentFormatVersion = 1

    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case formatVersion, tool, api, target, profile, seed, startedAt, elapsedSeconds, outcome, outcomeDetail
        case findings, coverage, identities, statistics, diagnostics, tls, accessMatrix, triage
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .formatVersion)
        guard version == Self.currentFormatVersion else {
            throw DecodingError.dataCorruptedError(
                forKey: .formatVersion,
                in: container,
                debugDescription: "this VentiKit reads version \(Self.currentFormatVersion), not \(version)."
            )
        }
        self.init(
            tool: try container.decode(.tool, default: Tool(name: "unknown", version: "0")),
            api: try container.decode(APISummary.self, forKey: .api),
            target: try container.decode(String.self, forKey: .target),
            profile: try container.decode(ScanPolicy.Profile.self, forKey: .profile),
            seed: try container.decode(.seed, default: 0),
            startedAt: try container.decode(String.self, forKey: .startedAt),
            elapsedSeconds: try container.decode(.elapsedSeconds, default: 0),
            outcome: try container.decode(Outcome.self, forKey: .outcome),
            outcomeDetail: try container.decodeIfPresent(String.self, forKey: .outcomeDetail),
            findings: try container.decode(.findings, default: []),
            coverage: try container.decode(.coverage, default: ScanCoverage()),
            identities: try container.decode(.identities, default: []),
            statistics: try container.decode(.statistics, default: ScanStatistics()),
            diagnostics: try container.decode(.diagnostics, default: [])
        )
        accessMatrix = try container.decode(.accessMatrix, default: AccessMatrix())
        tls = try container.decodeIfPresent(TLSFacts.self, forKey: .tls)
        triage = try container.decodeIfPresent(FindingTriage.self, forKey: .triage)
    }
}

extension ScanStatistics {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case requestsSent, responses, failures, refused, latencyP50Milliseconds, latencyP95Milliseconds
        case pacingDelayP99Milliseconds
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        requestsSent = try container.decode(.requestsSent, default: 0)
        responses = try container.decode(.responses, default: [:])
        failures = try container.decode(.failures, default: [:])
        refused = try container.decode(.refused, default: [])
        latencyP50Milliseconds = try container.decode(.latencyP50Milliseconds, default: 0)
        latencyP95Milliseconds = try container.decode(.latencyP95Milliseconds, default: 0)
        pacingDelayP99Milliseconds = try container.decodeIfPresent(Double.self, forKey: .pacingDelayP99Milliseconds)
    }
}

extension OperationCoverage.Attempt {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case identity, requests, bestStatus, outcome
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let bestStatus = try container.decodeIfPresent(Int.self, forKey: .bestStatus)
        self.init(
            identity: try container.decode(String.self, forKey: .identity),
            requests: try container.decode(Int.self, forKey: .requests),
            bestStatus: bestStatus,
            outcome: try container.decode(.outcome, default: bestStatus == nil ? .unknown : .answered)
        )
    }
}

extension OperationCoverage {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case operation, declaration, skippedBecause, attempts, checksRun, checksSkipped
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            operation: try container.decode(String.self, forKey: .operation),
            skippedBecause: try container.decodeIfPresent(String.self, forKey: .skippedBecause),
            attempts: try container.decode(.attempts, default: []),
            checksRun: try container.decode(.checksRun, default: []),
            checksSkipped: try container.decode(.checksSkipped, default: [])
        )
        declaration = try container.decodeIfPresent(OperationDeclaration.self, forKey: .declaration)
    }
}

extension ScanCoverage {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case operations, checksRun
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            operations: try container.decode([OperationCoverage].self, forKey: .operations),
            checksRun: try container.decode(.checksRun, default: [])
        )
    }
}
