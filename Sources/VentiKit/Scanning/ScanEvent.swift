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
    /// The document is read and the plan is made. Comes first.
    case started(ScanStarted)
    /// A phase begins.
    case phase(ScanPhase)
    /// An identity was tried.
    case identity(IdentityOutcome)
    /// How far the scan is, at most five times a second.
    case progress(ScanProgress)
    /// A flaw was found.
    case finding(Finding)
    /// Something that whoever reads the report should know.
    case diagnostic(ScanDiagnostic)
    /// The last event of every scan that began, complete or not.
    case finished(ScanReport)
}
#else
/// Something that happened in a scan. Events are also a wire format: one JSON object a line.
public enum ScanEvent: Sendable, Hashable {
    /// The document is read and the plan is made. Comes first.
    case started(ScanStarted)
    /// A phase begins.
    case phase(ScanPhase)
    /// An identity was tried.
    case identity(IdentityOutcome)
    /// How far the scan is, at most five times a second.
    case progress(ScanProgress)
    /// A flaw was found.
    case finding(Finding)
    /// Something that whoever reads the report should know.
    case diagnostic(ScanDiagnostic)
    /// The last event of every scan that began, complete or not.
    case finished(ScanReport)
}
#endif

/// What a scan is about to do.
public struct ScanStarted: Sendable, Hashable, Codable {
    /// The API of the document.
    public var api: APISummary
    /// The base URL that requests go to.
    public var target: String
    /// How far the scan may go.
    public var profile: ScanPolicy.Profile
    /// How many checks will run.
    public var checks: Int
    /// How many requests the scan may send.
    public var maximumRequests: Int
    /// How many requests it may send in a second, or nil for as many as it can.
    public var requestsPerSecond: Double?

    /// What is known when a scan begins.
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
        /// Read the document, choose operations and checks, and try the identities.
        case plan
        /// Call every operation as every identity, without attacks.
        case reach
        /// Look at the document and at what came back.
        case look
        /// Run the checks that send.
        case attack
        /// Replay the proofs.
        case confirm
    }

    /// Which phase it is.
    public var name: Name
    /// What the part works with, in a few words.
    public var detail: String

    /// The begin of a phase.
    public init(_ name: Name, detail: String = "") {
        self.name = name
        self.detail = detail
    }
}

/// How far a scan is.
public struct ScanProgress: Sendable, Hashable, Codable {
    /// The phase that the scan is in.
    public var phase: ScanPhase.Name
    /// The share of the planned work that is done, from 0 to 1.
    public var fraction: Double
    /// How many requests were sent.
    public var requestsSent: Int
    /// How many requests may be sent.
    public var maximumRequests: Int
    /// How long the scan has run.
    public var elapsedSeconds: Double
    /// The 95th percentile of response times in milliseconds.
    public var latencyP95Milliseconds: Double
    /// How many answers had a status from 400 to 499.
    public var clientErrors: Int
    /// How many answers had a status from 500 to 599.
    public var serverErrors: Int
    /// How many findings there are.
    public var findings: Int
    /// What is done now, such as `GET /users/{id} sqli.boolean`.
    public var activity: String

    /// How far a scan is.
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
    /// The name of the identity.
    public var name: String
    /// Whether the API takes its credential.
    public var works: Bool
    /// What showed it, or what went wrong, in one line.
    public var detail: String
    /// Operations that answered this identity with 2xx, once the reach pass is done.
    public var operationsReached: Int?
    /// The operation at which the scan registered the identity itself; `nil` for those that it was given.
    public var registration: String?

    /// What came of trying an identity.
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
