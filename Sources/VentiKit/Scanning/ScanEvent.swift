//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if hasAttribute(nonexhaustive)
/// Something that happened in a scan. Events are also a wire format: one JSON object a line.
///
/// Cases may be added in later versions: handle `@unknown default`.
@nonexhaustive
public enum ScanEvent: Sendable, Hashable {
    case started(ScanStarted)
    case phase(ScanPhase)
    case identity(IdentityOutcome)
    case progress(ScanProgress)
    case finding(Finding)
    case diagnostic(ScanDiagnostic)
    /// The last event of every scan that began, complete or not.
    case finished(ScanReport)
}
#else
/// Something that happened in a scan. Events are also a wire format: one JSON object a line.
public enum ScanEvent: Sendable, Hashable {
    case started(ScanStarted)
    case phase(ScanPhase)
    case identity(IdentityOutcome)
    case progress(ScanProgress)
    case finding(Finding)
    case diagnostic(ScanDiagnostic)
    /// The last event of every scan that began, complete or not.
    case finished(ScanReport)
}
#endif

/// What a scan is about to do.
public struct ScanStarted: Sendable, Hashable, Codable {
    public var api: APISummary
    public var target: String
    public var profile: ScanPolicy.Profile
    public var checks: Int
    public var maximumRequests: Int
    public var requestsPerSecond: Double?

    public init(
        api: APISummary,
        target: String,
        profile: ScanPolicy.Profile,
        checks: Int,
        maximumRequests: Int,
        requestsPerSecond: Double?
    ) {
        self.api = api
        self.target = target
        self.profile = profile
        self.checks = checks
        self.maximumRequests = maximumRequests
        self.requestsPerSecond = requestsPerSecond
    }
}

/// A part of a scan that begins.
public struct ScanPhase: Sendable, Hashable, Codable {
    /// The parts in their order.
    public enum Name: String, Sendable, Hashable, Codable, CaseIterable {
        case plan, reach, look, attack, confirm
    }

    public var name: Name
    /// What the part works with, in a few words.
    public var detail: String

    public init(_ name: Name, detail: String = "") {
        self.name = name
        self.detail = detail
    }
}

/// How far a scan is.
public struct ScanProgress: Sendable, Hashable, Codable {
    public var phase: ScanPhase.Name
    /// The share of the planned work that is done, from 0 to 1.
    public var fraction: Double
    public var requestsSent: Int
    public var maximumRequests: Int
    public var elapsedSeconds: Double
    /// The 95th percentile of response times in milliseconds.
    public var latencyP95Milliseconds: Double
    public var clientErrors: Int
    public var serverErrors: Int
    public var findings: Int
    /// What is done now, such as `GET /users/{id} sqli.boolean`.
    public var activity: String

    public init(
        phase: ScanPhase.Name,
        fraction: Double,
        requestsSent: Int,
        maximumRequests: Int,
        elapsedSeconds: Double,
        latencyP95Milliseconds: Double = 0,
        clientErrors: Int = 0,
        serverErrors: Int = 0,
        findings: Int = 0,
        activity: String = ""
    ) {
        self.phase = phase
        self.fraction = fraction
        self.requestsSent = requestsSent
        self.maximumRequests = maximumRequests
        self.elapsedSeconds = elapsedSeconds
        self.latencyP95Milliseconds = latencyP95Milliseconds
        self.clientErrors = clientErrors
        self.serverErrors = serverErrors
        self.findings = findings
        self.activity = activity
    }
}

/// Whether an identity works.
public struct IdentityOutcome: Sendable, Hashable, Codable {
    public var name: String
    public var works: Bool
    /// What showed it, or what went wrong, in one line.
    public var detail: String
    /// Operations that answered this identity with 2xx, once the reach pass is done.
    public var operationsReached: Int?
    /// The operation at which the scan registered the identity itself; `nil` for those that it was given.
    public var registration: String?

    public init(
        name: String,
        works: Bool,
        detail: String,
        operationsReached: Int? = nil,
        registration: String? = nil
    ) {
        self.name = name
        self.works = works
        self.detail = detail
        self.operationsReached = operationsReached
        self.registration = registration
    }
}
