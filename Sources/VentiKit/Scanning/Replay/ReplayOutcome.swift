//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What carrying out the saved proof of a finding says about the target as it is now.
public enum ReplayOutcome: Sendable, Hashable {
    /// Every assertion held again: the flaw is there.
    case stillThere
    /// The set-up and the controls went as they did, and what showed the flaw did not happen.
    case fixed(ReplayDifference)
    /// Whether the flaw is there is not known: the proof could not be carried out, or what makes it mean anything did
    /// not hold.
    ///
    /// The reason holds no credential; the mend is what the caller can give to find out, where that is known.
    case cannotTell(reason: String, mend: ReplayMend? = nil)
}

/// What a replay lacked.
public enum ReplayMend: Sendable, Hashable {
    /// A policy with this profile.
    case profile(ScanPolicy.Profile)
    /// An identity of this name.
    case identity(String)
    /// The API's document.
    case document
}

/// What was otherwise than the proof says.
public struct ReplayDifference: Sendable, Hashable {
    /// The label of the step.
    public var step: String
    /// What the proof says, such as `other reads answers 200`.
    public var expected: String
    /// What came instead, such as `it answered 403`. Holds no credential.
    public var observed: String
    /// The assertion that did not hold; `nil` where a request of the attack was refused before any could be looked at,
    /// or where the document was looked at.
    public var assertion: ProofAssertion?

    public init(step: String, expected: String, observed: String, assertion: ProofAssertion? = nil) {
        self.step = step
        self.expected = expected
        self.observed = observed
        self.assertion = assertion
    }
}

/// A finding and what its replay says.
public struct ReplayResult: Sendable, Hashable {
    public var finding: Finding
    public var outcome: ReplayOutcome

    public init(finding: Finding, outcome: ReplayOutcome) {
        self.finding = finding
        self.outcome = outcome
    }
}
