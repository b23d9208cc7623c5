//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The lines that stay: header, phases as they end, identities.
///
/// Shared by the bar and the plain lines.
struct PhaseLog {
    private let text: ProgressText
    private var phase: (phase: ScanPhase, since: ContinuousClock.Instant)?

    init(_ text: ProgressText) { self.text = text }

    /// The lines that an event adds.
    mutating func lines(for event: ScanEvent, at now: ContinuousClock.Instant = .now) -> [String] {
        switch event {
        case .started(let started): return [text.header(started)]
        case .phase(let next):
            defer { phase = (next, now) }
            return ended(at: now)
        case .identity(let outcome): return [text.identity(outcome)]
        case .finished:
            defer { phase = nil }
            return ended(at: now)
        default: return []
        }
    }

    private func ended(at now: ContinuousClock.Instant) -> [String] {
        guard let phase else { return [] }
        let parts = (now - phase.since).components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        return [text.phase(phase.phase, seconds: seconds)]
    }
}
