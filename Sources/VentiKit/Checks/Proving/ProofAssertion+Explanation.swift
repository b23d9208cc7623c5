//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProofAssertion {
    /// The assertion as a sentence that a person reads, without a full stop: `control answers 200`.
    public var explanation: String {
        switch self {
        case .status(let step, let codes): "\(step) answers \(Self.list(codes))"
        case .statusNot(let step, let codes): "\(step) does not answer \(Self.list(codes))"
        case .bodyContains(let step, let text): "the body of \(step) contains \(Self.quoted(text))"
        case .bodyLacks(let step, let text): "the body of \(step) does not contain \(Self.quoted(text))"
        case .bodyMatches(let step, let signature): "the body of \(step) shows \(signature)"
        case .bodyMatchesNot(let step, let signature): "the body of \(step) does not show \(signature)"
        case .propertyDisclosed(let step, let property): "the body of \(step) discloses \(Self.quoted(property))"
        case .headerEquals(let step, let name, let value): "\(step) answers with \(name): \(value.bounded(to: 80))"
        case .headerContains(let step, let name, let text): "\(name) of \(step) contains \(Self.quoted(text))"
        case .headerAbsent(let step, let name): "\(step) answers without \(name)"
        case .cookieLacks(let step, let name, let attribute):
            "\(step) sets the cookie \(name) without \(attribute)"
        case .equivalent(let step, let other, _): "\(step) and \(other) give the same answer"
        case .different(let step, let other, _): "\(step) and \(other) give different answers"
        case .memberEquals(let step, let pointer, let value):
            "\(Self.quoted(pointer)) of \(step) is \(Self.quoted(value))"
        case .memberDiffers(let step, let pointer, let value):
            "\(Self.quoted(pointer)) of \(step) is not \(Self.quoted(value))"
        case .memberBesideEquals(let step, let name, let text, let value):
            "\(Self.quoted(name)) beside \(Self.quoted(text)) in the body of \(step) is \(Self.quoted(value))"
        case .memberBesideDiffers(let step, let name, let text, let value):
            "\(Self.quoted(name)) beside \(Self.quoted(text)) in the body of \(step) is not \(Self.quoted(value))"
        case .memberGrew(let step, let pointer, let other, let amount):
            "\(Self.quoted(pointer)) of \(step) is greater than that of \(other) by \(Self.text(amount)) or more"
        case .memberFell(let step, let pointer, let other, let amount):
            "\(Self.quoted(pointer)) of \(step) is less than that of \(other) by \(Self.text(amount)) or more"
        case .countAlike(let step, let other, let count):
            "at least \(count) answers to \(step) are like that to \(other)"
        case .tokenShows(let step, let observation): "the token of \(step) shows \(observation)"
        case .slower(let step, let other, let milliseconds):
            "\(step) takes at least \(milliseconds) ms longer than \(other)"
        }
    }

    private static func text(_ amount: Double) -> String { JSONValue.number(amount).scalarText ?? "" }

    private static func list(_ codes: [Int]) -> String {
        codes.isEmpty ? "nothing" : codes.prefix(8).map(String.init).joined(separator: " or ")
    }

    private static func quoted(_ text: String) -> String { "\"\(text.bounded(to: 80))\"" }
}
