//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The time as a probe client sees it, so that tests can put a clock of their own in its place.
struct ProbeClock: Sendable {
    var now: @Sendable () -> ContinuousClock.Instant
    /// Throws `CancellationError` where the task is cancelled.
    var sleep: @Sendable (_ until: ContinuousClock.Instant) async throws -> Void

    /// The seconds since 1970, for dates that servers write.
    var secondsSince1970: @Sendable () -> Int64

    static let continuous = ProbeClock(
        now: { .now },
        sleep: { try await Task.sleep(until: $0, clock: .continuous) },
        secondsSince1970: { Int64(Date().timeIntervalSince1970) }
    )
}
