//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Watches whether the target still is what it was: one known good request, repeated (oracle P12).
///
/// When it fails, what happened since it last held is suspect: the last request that changed something is named, and
/// findings of the window are taken back.
struct HealthCanary: Sendable {
    /// What the last look said.
    enum State: Sendable, Hashable {
        case healthy
        case poisoned(suspect: String?)
    }

    /// Every how many requests the canary is sent.
    static let interval = 60

    /// What does not change while a target is well: lists grow and values differ.
    private struct Vitals: Sendable, Hashable {
        var status: Int
        var mediaType: String
        var members: Set<String>

        init(_ response: ProbeResponse) {
            status = response.status
            mediaType = response.mediaType
            members = Set(JSONValue(parsingJSON: response.body)?.members.map(\.name) ?? [])
        }
    }

    private let expected: Vitals
    private var lastHealthyRequest: Int
    private var mutations: [Mutation] = []

    /// A request that may have changed the target.
    private struct Mutation: Sendable {
        var number: Int
        var operation: String
        var isDestructive: Bool
    }

    /// Starts from a known good answer.
    init(response: ProbeResponse, at requestNumber: Int) {
        expected = Vitals(response)
        lastHealthyRequest = requestNumber
    }

    /// The number of the last request before which everything was well.
    var windowStart: Int { lastHealthyRequest }

    /// Whether it is time to look again.
    func isDue(at requestNumber: Int) -> Bool { requestNumber - lastHealthyRequest >= Self.interval }

    /// Notes a request that may have changed the target.
    mutating func noteMutation(number: Int, operation: String, isDestructive: Bool = false) {
        if mutations.last?.operation == operation { mutations.removeLast() }
        mutations.append(Mutation(number: number, operation: operation, isDestructive: isDestructive))
        if mutations.count > 200 { mutations.removeFirst() }
    }

    /// Judges the canary's answer; `nil` stands for no answer.
    mutating func judge(_ response: ProbeResponse?, at requestNumber: Int) -> State {
        if let response, Vitals(response) == expected {
            lastHealthyRequest = requestNumber
            mutations = []
            return .healthy
        }
        // What deletes or resets is likelier to have ruined the target than what came after it.
        let window = mutations.filter { $0.number > lastHealthyRequest }
        let suspect = window.last { $0.isDestructive } ?? window.last
        return .poisoned(suspect: suspect?.operation)
    }
}
