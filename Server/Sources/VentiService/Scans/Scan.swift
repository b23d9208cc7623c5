//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation
public import VentiKit

/// A scan that somebody has asked for, and how far it is.
public struct Scan: VersionedRecord {
    public static let table = "scan"

    /// Where a scan is on its way.
    public enum State: String, Codable, Sendable, Hashable, CaseIterable {
        /// It waits for a worker, or for the scan of the same target before it.
        case queued
        /// A worker runs it.
        case running
        /// It is over, and its report says how far it came.
        case completed
        /// It could not be done.
        case failed
        /// Somebody has cancelled it.
        case cancelled
        /// An emergency stop has ended it.
        case stopped

        /// Whether nothing more will happen.
        public var isFinal: Bool { self != .queued && self != .running }
    }

    /// How many findings there are of each severity.
    public struct Counts: Codable, Sendable, Hashable {
        /// How many are critical.
        public var critical = 0
        /// How many are high.
        public var high = 0
        /// How many are medium.
        public var medium = 0
        /// How many are low.
        public var low = 0
        /// How many are for information.
        public var info = 0

        /// No findings.
        public init() {}

        /// All of them.
        public var total: Int { critical + high + medium + low + info }

        mutating func add(_ severity: Severity) {
            switch severity {
            case .critical: critical += 1
            case .high: high += 1
            case .medium: medium += 1
            case .low: low += 1
            case .info: info += 1
            }
        }
    }

    /// How far a running scan is, as its own events say.
    public struct Progress: Codable, Sendable, Hashable {
        /// The share of the planned work that is done, from 0 to 1.
        public var fraction = 0.0
        /// The part of the scan.
        public var phase = ""
        /// What is done now.
        public var activity = ""
        /// The requests that were sent.
        public var requestsSent = 0
        /// The requests that may be sent.
        public var maximumRequests = 0

        /// Nothing yet.
        public init() {}
    }

    /// How much of the API was reached.
    public struct Coverage: Codable, Sendable, Hashable {
        /// The operations of the document.
        public var operations: Int
        /// The operations that answered with success to somebody.
        public var reached: Int
    }

    public var id: RecordID
    public var tenant: RecordID
    public var version: Int = 1
    /// The target's project.
    public var project: RecordID
    /// What is scanned.
    public var target: RecordID
    /// The description of the API; `nil` where another tool has scanned, and its report was imported.
    public var document: RecordID?
    /// Where the scan is on its way.
    public var state: State
    /// How far the scan may go.
    public var profile: ScanPolicy.Profile
    /// What scans.
    public var scanner: String
    /// What the scan may use.
    public var budget: ScanBudget
    /// The identities, by name, that the scan uses.
    public var identities: [String]
    /// How far it is.
    public var progress: Progress
    /// What it has found.
    public var findings: Counts
    /// How far it came; `nil` until it is over.
    public var coverage: Coverage?
    /// How VentiKit says that it ended.
    public var outcome: String?
    /// Why it is not complete, in one line.
    public var detail: String?
    /// How often a worker has begun it.
    public var attempt: Int
    /// Who has asked for it.
    public var createdBy: String
    /// The schedule that has asked for it.
    public var schedule: RecordID?
    /// The time of the schedule that it is for.
    public var scheduledFor: Date?
    /// When somebody asked for it.
    public var createdAt: Date
    /// When a worker first began it.
    public var startedAt: Date?
    /// When it was over.
    public var finishedAt: Date?

    /// Whether another tool has scanned, and its report was imported.
    public var isImported: Bool { document == nil }
}

/// What a scan may use.
public struct ScanBudget: Codable, Sendable, Hashable {
    /// How many requests it may send.
    public var requests: Int
    /// How long it may take.
    public var seconds: Double
    /// How many requests it may send in a second.
    public var requestsPerSecond: Double

    /// What a scan may use.
    public init(requests: Int = 5_000, seconds: Double = 300, requestsPerSecond: Double = 20) {
        self.requests = requests
        self.seconds = seconds
        self.requestsPerSecond = requestsPerSecond
    }
}
