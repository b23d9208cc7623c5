//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A policy's pace in ZAP's terms.
///
/// ZAP waits between the requests of an attack, by milliseconds. The requests of a plan it sends one after the other as fast
/// as they are answered; between them a plan can only pause, by whole seconds.
struct ZAPPace: Sendable, Hashable {
    /// The requests a second; `nil` where there is no pace. A thousand seconds for one are as slow as it gets.
    private let rate: Double?

    init(requestsPerSecond: Double?) { rate = requestsPerSecond.map { max($0, 0.001) } }

    /// The threads of an attack: each would wait for itself.
    var threads: Int { rate == nil ? 4 : 1 }

    /// How long an attack waits before each request.
    var delayMilliseconds: Int { rate.map { Int((1_000 / $0).rounded(.up)) } ?? 0 }

    /// How many requests of a plan come between two pauses; `nil` where there are none.
    var batch: Int? { rate.map { Int(min(max(1, $0), 1_000_000)) } }

    /// How long each pause is: with it, as many requests as lie between two keep to the pace.
    var pauseSeconds: Int { rate.map { Int((Double(batch ?? 1) / $0).rounded(.up)) } ?? 0 }
}
