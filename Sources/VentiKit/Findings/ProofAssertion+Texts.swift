//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProofAssertion {
    /// The texts in which placeholders may stand.
    var texts: [String] {
        switch self {
        case .bodyContains(_, let text), .bodyLacks(_, let text): [text]
        case .memberEquals(_, _, let value), .memberDiffers(_, _, let value): [value]
        case .memberBesideEquals(_, _, let text, let value), .memberBesideDiffers(_, _, let text, let value):
            [text, value]
        default: []
        }
    }

    /// The assertion with other texts.
    func mappingTexts(_ change: (String) -> String) -> ProofAssertion {
        switch self {
        case .bodyContains(let step, let text): .bodyContains(step: step, text: change(text))
        case .bodyLacks(let step, let text): .bodyLacks(step: step, text: change(text))
        case .memberEquals(let step, let pointer, let value):
            .memberEquals(step: step, pointer: pointer, value: change(value))
        case .memberDiffers(let step, let pointer, let value):
            .memberDiffers(step: step, pointer: pointer, value: change(value))
        case .memberBesideEquals(let step, let name, let text, let value):
            .memberBesideEquals(step: step, name: name, besideText: change(text), value: change(value))
        case .memberBesideDiffers(let step, let name, let text, let value):
            .memberBesideDiffers(step: step, name: name, besideText: change(text), value: change(value))
        default: self
        }
    }
}
