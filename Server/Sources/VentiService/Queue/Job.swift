//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// Work that is not lost when the process that does it dies.
public struct Job: TenantRecord {
    public static let table = "job"

    /// Where a job is on its way.
    public enum State: String, Codable, Sendable, Hashable, CaseIterable {
        /// A worker may take it once its time has come.
        case ready
        /// A worker has it.
        case running
        /// It is done.
        case done
        /// It was cancelled.
        case cancelled
        /// It has failed too often, or for good.
        case dead
    }

    /// How long a job waits for its next attempt at most, in milliseconds. A time that is further away was written before the
    /// clock went back.
    package static let longestWait: Int64 = 600_000
    /// How far away the end of a lease is at most, in milliseconds, for the same reason.
    package static let longestLease: Int64 = 3_600_000

    /// Why an attempt failed.
    public struct Failure: Codable, Sendable, Hashable {
        /// Which attempt.
        public var attempt: Int
        /// Why, in one line.
        public var message: String
        /// When.
        public var at: Date

        /// Why an attempt failed.
        public init(attempt: Int, message: String, at: Date) {
            self.attempt = attempt
            self.message = message
            self.at = at
        }
    }

    /// Which of a tenant's jobs go first: lower numbers do.
    public enum Priority: Int, Codable, Sendable, Hashable {
        /// Somebody waits for it.
        case interactive = 5
        /// The clock has asked for it.
        case scheduled = 9
    }

    public var id: RecordID
    public var tenant: RecordID
    /// The scan that is to be done.
    public var subject: RecordID
    /// The target that it sends to, for stops.
    public var target: RecordID?
    /// Which of a tenant's jobs go first.
    public var priority: Priority
    /// Where it is on its way.
    public var state: State
    /// When it may begin, in milliseconds since 1970.
    public var runAt: Int64
    /// How often it was begun.
    public var attempt: Int
    /// How often it may be begun.
    public var maximumAttempts: Int
    /// Which worker has it.
    public var leaseOwner: String?
    /// Grows each time that a worker takes it; what an older holder writes is refused.
    public var leaseToken: Int64
    /// When the worker must have been heard of, in milliseconds since 1970.
    public var leaseExpiresAt: Int64?
    /// When somebody asked to end it.
    public var cancelRequestedAt: Int64?
    /// When an emergency stop has ended it: it is not begun again, whatever becomes of the stop.
    public var stoppedAt: Int64?
    /// Jobs of the same key run one after another.
    public var concurrencyKey: String?
    /// Why earlier attempts failed.
    public var failures: [Failure]
    /// When it was made.
    public var createdAt: Date
    /// When it was over.
    public var finishedAt: Date?
    /// The request that asked for it.
    public var request: String?
    /// Where the trace of that request stands, as a `traceparent`.
    public var traceparent: String?
}

/// What a worker asks for.
public struct JobClaim: Sendable, Hashable {
    /// The worker's name.
    public var owner: String
    /// How many jobs at most.
    public var limit: Int
    /// How many jobs of one tenant may run at once.
    public var maximumPerTenant: Int
    /// The time, in milliseconds since 1970.
    public var now: Int64
    /// Until when the worker must be heard of.
    public var leaseUntil: Int64

    /// What a worker asks for.
    public init(owner: String, limit: Int, maximumPerTenant: Int, now: Int64, leaseUntil: Int64) {
        self.owner = owner
        self.limit = limit
        self.maximumPerTenant = maximumPerTenant
        self.now = now
        self.leaseUntil = leaseUntil
    }
}

/// A worker's hold of a job.
public struct JobLease: Sendable, Hashable {
    /// The job.
    public var job: RecordID
    /// Which hold of it this is.
    public var token: Int64

    /// A hold of a job.
    public init(job: RecordID, token: Int64) {
        self.job = job
        self.token = token
    }
}

/// What a worker learns of a job when it makes its lease longer.
public struct JobPulse: Sendable, Hashable {
    /// The hold that goes on.
    public var lease: JobLease
    /// Whether somebody asked to end the job.
    public var isCancelled: Bool
    /// Whether an emergency stop stands against it.
    public var isStopped: Bool

    /// What a worker learns of a job.
    public init(lease: JobLease, isCancelled: Bool, isStopped: Bool) {
        self.lease = lease
        self.isCancelled = isCancelled
        self.isStopped = isStopped
    }
}

/// How a worker lets a job go.
public enum JobEnding: Sendable, Hashable {
    /// It is done.
    case done
    /// It was cancelled or stopped.
    case cancelled
    /// It failed and may be tried again later, in milliseconds since 1970.
    case retry(at: Int64, message: String)
    /// It failed for good.
    case dead(message: String)
    /// The worker ends and has not failed: the attempt does not count.
    case handedBack
}

extension Job {
    /// Whose job it is.
    package var scope: TenantScope { TenantScope(tenant: tenant) }

    /// Whether somebody has cancelled it, or an emergency stop has ended it: it is not begun again.
    package var isToEnd: Bool { cancelRequestedAt != nil || stoppedAt != nil }
}
