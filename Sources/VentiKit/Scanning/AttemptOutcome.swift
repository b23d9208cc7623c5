//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What came of sending to an operation, in one word: an answer, an odd answer, or why there was none.
///
/// The codes of answers are below; where no response came, the outcome has the code of its ``ProbeError``, such as
/// `connection-reset`. More may be added.
public struct AttemptOutcome: Sendable, Hashable, CustomStringConvertible {
    /// The code as reports have it.
    public let description: String

    /// The outcome with a code that is here or elsewhere.
    public init(_ code: String) { description = code }

    /// No response came, for this reason.
    public init(_ error: ProbeError) { description = error.code.description }
}

extension AttemptOutcome {
    /// A whole response came that can be read as what it says it is, whatever its status.
    public static let answered = Self("answered")
    /// A response came, but its body is longer than is kept, or its end is missing.
    public static let answeredTruncated = Self("answered-truncated")
    /// A response came, but its body is still packed: its content coding is unknown, too deep, or not what is there.
    public static let answeredUndecodable = Self("answered-undecodable")
    /// A response came, but its body says JSON and is none, is not UTF-8, or exceeds ``JSONLimits``.
    public static let answeredUnreadable = Self("answered-unreadable")
    /// A response came, and bytes after its end that nobody asked for.
    public static let answeredWithSurplus = Self("answered-with-surplus")
}

extension AttemptOutcome {
    /// A redirect came that the scope admits. It was not followed.
    public static let redirected = Self("redirected")
    /// A redirect came that leads to the very request that it answers.
    public static let redirectedToItself = Self("redirected-to-itself")
    /// A redirect came that the scope refuses, or whose location is not one that can be followed.
    public static let redirectedOutOfScope = Self("redirected-out-of-scope")
}

extension AttemptOutcome {
    /// The target asked for patience to the last.
    public static let rateLimited = Self("rate-limited")
    /// A gateway's or firewall's block page came instead of the API's response.
    public static let blocked = Self("blocked")
    /// Whoever made the report does not say.
    public static let unknown = Self("unknown")
}

extension AttemptOutcome: Codable {
    public init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
