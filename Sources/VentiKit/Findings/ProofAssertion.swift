//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Something that must hold of the responses to a proof's steps.
///
/// Assertions name steps by their label. They are evaluated on live responses, never on the redacted excerpts.
public enum ProofAssertion: Sendable, Hashable, Codable {
    /// Every response to the step has one of these status codes.
    case status(step: String, isIn: [Int])
    /// No response to the step has one of these status codes.
    case statusNot(step: String, isIn: [Int])
    /// The body contains the text.
    case bodyContains(step: String, text: String)
    /// The body does not contain the text.
    case bodyLacks(step: String, text: String)
    /// The body matches the named signature of the signature library, such as `sql-error` or `stack-trace`.
    case bodyMatches(step: String, signature: String)
    /// The body does not match the named signature.
    case bodyMatchesNot(step: String, signature: String)
    /// The JSON body has, somewhere, a property of this name whose value is a secret in the clear.
    case propertyDisclosed(step: String, property: String)
    /// The JSON body has at this pointer (RFC 6901) this scalar, written as in a URL.
    case memberEquals(step: String, pointer: String, value: String)
    /// The JSON body has at this pointer another value than this, or none.
    case memberDiffers(step: String, pointer: String, value: String)
    /// The innermost JSON object that holds the text has a member of this name with this scalar, written as in a URL.
    case memberBesideEquals(step: String, name: String, besideText: String, value: String)
    /// The innermost JSON object that holds the text is there, and its member of this name has another value or is absent.
    case memberBesideDiffers(step: String, name: String, besideText: String, value: String)
    /// The number at this pointer is greater than it is in the other step's response, by at least this much.
    case memberGrew(step: String, pointer: String, since: String, by: Double)
    /// The number at this pointer is less than it is in the other step's response, by at least this much.
    case memberFell(step: String, pointer: String, since: String, by: Double)
    /// At least this many of the responses to the step are alike in shape to the other step's.
    case countAlike(step: String, other: String, atLeast: Int)
    /// A header field has this value, compared without regard to case.
    case headerEquals(step: String, name: String, value: String)
    /// A header field is present and contains the text, compared without regard to case.
    case headerContains(step: String, name: String, text: String)
    /// A header field is absent.
    case headerAbsent(step: String, name: String)
    /// A cookie of this name is set, and without this attribute, such as `HttpOnly`.
    case cookieLacks(step: String, name: String, attribute: String)
    /// The two responses are the same once volatile values and these echoed texts are taken away.
    case equivalent(step: String, other: String, ignoring: ResponseMask)
    /// The two responses differ even when volatile values and these echoed texts are taken away.
    case different(step: String, other: String, ignoring: ResponseMask)
    /// The JSON Web Token of the step's identity says of itself what it should not: `no-exp`, `long-lived`,
    /// `personal-data` or `secret`.
    case tokenShows(step: String, observation: String)
    /// The step's first byte came at least this much later than the other step's, in milliseconds.
    case slower(step: String, than: String, byMilliseconds: Int)

    /// The labels of the steps that the assertion speaks of.
    public var steps: [String] {
        switch self {
        case .status(let step, _), .statusNot(let step, _), .bodyContains(let step, _), .bodyLacks(let step, _),
            .bodyMatches(let step, _), .bodyMatchesNot(let step, _), .propertyDisclosed(let step, _),
            .headerEquals(let step, _, _), .headerContains(let step, _, _), .headerAbsent(let step, _),
            .cookieLacks(let step, _, _), .tokenShows(let step, _):
            [step]
        case .memberEquals(let step, _, _), .memberDiffers(let step, _, _), .memberBesideEquals(let step, _, _, _),
            .memberBesideDiffers(let step, _, _, _):
            [step]
        case .memberGrew(let step, _, let other, _), .memberFell(let step, _, let other, _),
            .countAlike(let step, let other, _):
            [step, other]
        case .equivalent(let step, let other, _), .different(let step, let other, _), .slower(let step, let other, _):
            [step, other]
        }
    }
}

/// What is taken away from two responses before they are compared.
public struct ResponseMask: Sendable, Hashable, Codable {
    /// JSON Pointers (RFC 6901) of values that change from one response to the next.
    public var volatilePointers: [String]
    /// Texts that a response may echo, such as the payload, in any encoding.
    public var echoedTexts: [String]
    /// Whether only the status, media type and JSON shape count, not the values.
    public var comparesShapeOnly: Bool

    /// A mask. An empty one compares responses as they are.
    public init(volatilePointers: [String] = [], echoedTexts: [String] = [], comparesShapeOnly: Bool = false) {
        self.volatilePointers = volatilePointers
        self.echoedTexts = echoedTexts
        self.comparesShapeOnly = comparesShapeOnly
    }
}
