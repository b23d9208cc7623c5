//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an operation answers to the same clean request, several times (oracle P1).
///
/// Values that change from one answer to the next are volatile and left out of every later comparison. Where the
/// answers still differ, comparing means nothing and ``isStable`` is false.
struct StableBaseline: Sendable {
    /// The number of clean requests that a baseline takes.
    static let sampleCount = 3

    /// The last clean answer.
    let response: ProbeResponse
    /// What later comparisons leave out.
    let mask: ResponseMask
    /// Whether the answers are the same once volatile values are left out.
    let isStable: Bool

    /// Makes a baseline of at least one answer to the same request.
    init(first: ProbeResponse, others: [ProbeResponse]) {
        let samples = [first] + others
        let mask = ResponseMask(volatilePointers: Self.volatilePointers(in: samples))
        self.response = samples.last ?? first
        self.mask = mask
        isStable = Set(samples.map { ComparableResponse($0, mask: mask) }).count == 1
    }

    /// The mask with texts that a response may echo added.
    func mask(echoing texts: [String]) -> ResponseMask {
        var mask = mask
        mask.echoedTexts = texts
        return mask
    }

    /// The pointers, with `*` for array indices, of the members that have different values in different answers.
    private static func volatilePointers(in samples: [ProbeResponse]) -> [String] {
        var values: [String: JSONValue] = [:]
        var volatile: Set<String> = []
        let clock = ClockValue()
        func isElement(_ pointer: String) -> Bool { ComparableResponse.generalised(pointer) != pointer }
        for (index, sample) in samples.enumerated() {
            guard let json = JSONValue(parsingJSON: sample.body) else { return [] }
            var seen: Set<String> = []
            for leaf in json.leaves {
                seen.insert(leaf.pointer)
                if index == 0 {
                    values[leaf.pointer] = leaf.value
                    if clock.isPresent(leaf.value) { volatile.insert(ComparableResponse.generalised(leaf.pointer)) }
                } else if let known = values[leaf.pointer] {
                    if known != leaf.value { volatile.insert(ComparableResponse.generalised(leaf.pointer)) }
                } else if !isElement(leaf.pointer) {
                    volatile.insert(leaf.pointer)
                }
            }
            // Members that come and go are volatile as well; lists that grow and shrink are not, they are unstable.
            for pointer in values.keys where !seen.contains(pointer) && !isElement(pointer) { volatile.insert(pointer) }
        }
        return volatile.sorted()
    }
}
