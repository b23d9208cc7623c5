//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProofStep {
    /// What a step is in a proof.
    public enum Role: String, Sendable, Hashable, Codable {
        /// Shows that the rest means something; where the flaw is mended, it is answered as before.
        case control
        /// Does what a target without the flaw would refuse, or shows what came of it.
        case attack
    }
}

/// Which steps decide, and which make sure that the decision means something.
///
/// A target that is down, that no longer has the operation or that refuses the login answers otherwise than it did, and
/// is not mended by that. So the flaw is gone only where everything but the deciding steps is as it was.
extension Proof {
    /// The labels of the steps whose answers say whether the flaw is there: attacks, and those of which an assertion
    /// speaks first and which are no controls.
    public var decidingSteps: Set<String> {
        let controls = Set(steps.filter { $0.role == .control }.map(\.label))
        let attacks = steps.filter { $0.role == .attack }.map(\.label)
        return Set(attacks).union(assertions.compactMap(\.steps.first)).subtracting(controls)
    }

    /// The labels of the steps of which assertions speak, and which do not decide.
    public var controlSteps: Set<String> { Set(assertions.flatMap(\.steps)).subtracting(decidingSteps) }

    /// Whether an assertion must hold whether or not the flaw is there.
    func isPremise(_ assertion: ProofAssertion) -> Bool { decidingSteps.isDisjoint(with: assertion.steps) }
}
