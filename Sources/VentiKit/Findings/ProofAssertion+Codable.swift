//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, an assertion is one flat object whose `assert` says which it is:
/// `{"assert": "status", "step": "control", "isIn": [200]}`.
extension ProofAssertion {
    private enum CodingKeys: String, CodingKey {
        case assert, step, other, isIn, text, signature, property, name, value, attribute, ignoring, byMilliseconds
        case pointer, by, atLeast
    }

    private enum Tag: String {
        case status, statusNot, bodyContains, bodyLacks, bodyMatches, bodyMatchesNot, propertyDisclosed
        case headerEquals, headerContains, headerAbsent, cookieLacks, equivalent, different, slower
        case memberBesideEquals, memberBesideDiffers
        case memberEquals, memberDiffers, memberGrew, memberFell, countAlike, tokenShows
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .assert)
        guard let tag = Tag(rawValue: text) else { throw container.unknownTag(text, at: .assert) }
        func string(_ key: CodingKeys) throws -> String { try container.decode(String.self, forKey: key) }
        func codes() throws -> [Int] { try container.decode([Int].self, forKey: .isIn) }
        func mask() throws -> ResponseMask { try container.decode(.ignoring, default: ResponseMask()) }
        func amount() throws -> Double { try container.decode(Double.self, forKey: .by) }
        let step = try string(.step)
        self =
            switch tag {
            case .status: .status(step: step, isIn: try codes())
            case .statusNot: .statusNot(step: step, isIn: try codes())
            case .bodyContains: .bodyContains(step: step, text: try string(.text))
            case .bodyLacks: .bodyLacks(step: step, text: try string(.text))
            case .bodyMatches: .bodyMatches(step: step, signature: try string(.signature))
            case .bodyMatchesNot: .bodyMatchesNot(step: step, signature: try string(.signature))
            case .propertyDisclosed: .propertyDisclosed(step: step, property: try string(.property))
            case .headerEquals: .headerEquals(step: step, name: try string(.name), value: try string(.value))
            case .headerContains: .headerContains(step: step, name: try string(.name), text: try string(.text))
            case .headerAbsent: .headerAbsent(step: step, name: try string(.name))
            case .cookieLacks:
                .cookieLacks(step: step, name: try string(.name), attribute: try string(.attribute))
            case .equivalent: .equivalent(step: step, other: try string(.other), ignoring: try mask())
            case .different: .different(step: step, other: try string(.other), ignoring: try mask())
            case .memberEquals:
                .memberEquals(step: step, pointer: try string(.pointer), value: try string(.value))
            case .memberDiffers:
                .memberDiffers(step: step, pointer: try string(.pointer), value: try string(.value))
            case .memberBesideEquals:
                .memberBesideEquals(
                    step: step,
                    name: try string(.name),
                    besideText: try string(.text),
                    value: try string(.value)
                )
            case .memberBesideDiffers:
                .memberBesideDiffers(
                    step: step,
                    name: try string(.name),
                    besideText: try string(.text),
                    value: try string(.value)
                )
            case .memberGrew:
                .memberGrew(step: step, pointer: try string(.pointer), since: try string(.other), by: try amount())
            case .memberFell:
                .memberFell(step: step, pointer: try string(.pointer), since: try string(.other), by: try amount())
            case .countAlike:
                .countAlike(
                    step: step,
                    other: try string(.other),
                    atLeast: try container.decode(Int.self, forKey: .atLeast)
                )
            case .tokenShows: .tokenShows(step: step, observation: try string(.text))
            case .slower:
                .slower(
                    step: step,
                    than: try string(.other),
                    byMilliseconds: try container.decode(Int.self, forKey: .byMilliseconds)
                )
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        func encode(_ tag: Tag, _ step: String, _ members: [CodingKeys: String] = [:]) throws {
            try container.encode(tag.rawValue, forKey: .assert)
            try container.encode(step, forKey: .step)
            for (key, value) in members { try container.encode(value, forKey: key) }
        }
        switch self {
        case .status(let step, let codes):
            try encode(.status, step)
            try container.encode(codes, forKey: .isIn)
        case .statusNot(let step, let codes):
            try encode(.statusNot, step)
            try container.encode(codes, forKey: .isIn)
        case .bodyContains(let step, let text): try encode(.bodyContains, step, [.text: text])
        case .bodyLacks(let step, let text): try encode(.bodyLacks, step, [.text: text])
        case .bodyMatches(let step, let signature): try encode(.bodyMatches, step, [.signature: signature])
        case .bodyMatchesNot(let step, let signature): try encode(.bodyMatchesNot, step, [.signature: signature])
        case .propertyDisclosed(let step, let property): try encode(.propertyDisclosed, step, [.property: property])
        case .headerEquals(let step, let name, let value):
            try encode(.headerEquals, step, [.name: name, .value: value])
        case .headerContains(let step, let name, let text):
            try encode(.headerContains, step, [.name: name, .text: text])
        case .headerAbsent(let step, let name): try encode(.headerAbsent, step, [.name: name])
        case .cookieLacks(let step, let name, let attribute):
            try encode(.cookieLacks, step, [.name: name, .attribute: attribute])
        case .equivalent(let step, let other, let mask):
            try encode(.equivalent, step, [.other: other])
            try container.encode(mask, forKey: .ignoring)
        case .different(let step, let other, let mask):
            try encode(.different, step, [.other: other])
            try container.encode(mask, forKey: .ignoring)
        case .memberEquals(let step, let pointer, let value):
            try encode(.memberEquals, step, [.pointer: pointer, .value: value])
        case .memberDiffers(let step, let pointer, let value):
            try encode(.memberDiffers, step, [.pointer: pointer, .value: value])
        case .memberBesideEquals(let step, let name, let text, let value):
            try encode(.memberBesideEquals, step, [.name: name, .text: text, .value: value])
        case .memberBesideDiffers(let step, let name, let text, let value):
            try encode(.memberBesideDiffers, step, [.name: name, .text: text, .value: value])
        case .memberGrew(let step, let pointer, let other, let amount):
            try encode(.memberGrew, step, [.pointer: pointer, .other: other])
            try container.encode(amount, forKey: .by)
        case .memberFell(let step, let pointer, let other, let amount):
            try encode(.memberFell, step, [.pointer: pointer, .other: other])
            try container.encode(amount, forKey: .by)
        case .countAlike(let step, let other, let count):
            try encode(.countAlike, step, [.other: other])
            try container.encode(count, forKey: .atLeast)
        case .tokenShows(let step, let observation): try encode(.tokenShows, step, [.text: observation])
        case .slower(let step, let other, let milliseconds):
            try encode(.slower, step, [.other: other])
            try container.encode(milliseconds, forKey: .byMilliseconds)
        }
    }
}
