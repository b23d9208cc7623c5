//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One kind of flaw that ZAP found on a site, with the places where it did.
public struct ZAPAlert: Sendable, Hashable {
    /// The number of the rule, such as `40018`; above 100,000 for scripts, `-1` for alerts that a person made.
    public var pluginID: String = ""
    /// The rule's number and the variant of the alert, such as `10038-1`; reports before 2.10 have none.
    public var reference: String = ""
    /// The name of the flaw.
    public var name: String = ""
    /// How bad the flaw is.
    public var risk: ZAPRisk = .informational
    /// How sure ZAP is.
    public var confidence: ZAPConfidence = .medium
    /// What the flaw is, as plain text.
    public var description: String = ""
    /// What to do about it, as plain text.
    public var solution: String = ""
    /// What ZAP says about this case, as plain text.
    public var otherInformation: String = ""
    /// Pages about the flaw.
    public var links: [String] = []
    /// The number of the CWE entry, or `nil` where ZAP names none.
    public var cwe: Int?
    /// The number in the WASC threat classification, or `nil` where ZAP names none.
    public var wasc: Int?
    /// Whether ZAP takes the alert for one of the whole site; `nil` in reports before 2.17, which do not say.
    public var isSystemic: Bool?
    /// The names of the tags, such as `OWASP_2021_A03`.
    public var tags: [String] = []
    /// The places, as many as the report lists. ZAP's own count can be higher.
    public var instances: [ZAPInstance] = []
    /// The number of places by ZAP's count, or `nil` where the report has none.
    public var count: Int?

    /// Nothing known yet.
    public init() {}

    /// The most exact number of the rule: the reference where there is one.
    public var ruleID: String { reference.isEmpty ? pluginID : reference }
}

/// A place where ZAP found a flaw.
public struct ZAPInstance: Sendable, Hashable {
    /// The request's URL with its query.
    public var uri: String = ""
    /// The method of the request.
    public var method: String = ""
    /// The parameter, or the header that an alert is about; empty for none.
    public var parameter: String = ""
    /// What was sent in the parameter; empty for passive alerts.
    public var attack: String = ""
    /// What in the response shows the flaw.
    public var evidence: String = ""
    /// What ZAP says about this place, as plain text.
    public var otherInformation: String = ""
    /// The place in ZAP's tree of sites, with path parameters named as ZAP sees them; `nil` before the end of 2025.
    public var nodeName: String?
    /// The head of the request, in reports of the kind `traditional-json-plus`.
    public var requestHeader: String?
    /// The body of the request, in such reports.
    public var requestBody: String?
    /// The head of the response, in such reports.
    public var responseHeader: String?
    /// The body of the response, in such reports.
    public var responseBody: String?
    /// Where ZAP put the attack, such as `json` or `multipart`; empty in reports, which do not say.
    public var inputVector: String = ""

    /// Nothing known yet.
    public init() {}
}

/// How bad a flaw is, in ZAP's words and numbers.
public enum ZAPRisk: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// Good to know.
    case informational
    /// Low.
    case low
    /// Medium.
    case medium
    /// High.
    case high

    public static func < (lhs: ZAPRisk, rhs: ZAPRisk) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// How sure ZAP is, in its words and numbers.
public enum ZAPConfidence: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// A person has said that it is none.
    case falsePositive
    /// Low.
    case low
    /// Medium.
    case medium
    /// High.
    case high
    /// A person has confirmed it.
    case confirmed

    public static func < (lhs: ZAPConfidence, rhs: ZAPConfidence) -> Bool { lhs.rawValue < rhs.rawValue }
}
