//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VulnerableAPIs

/// Reaches a handler in this process and says that it took as long as its database was told to wait.
///
/// Nothing is waited for and nothing measured, so a busy machine changes no verdict.
struct CountedTimeTransport: ProbeTransport {
    let handler: InProcessTransport

    func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        let tally = DatabaseClock.Tally()
        var response = try await DatabaseClock.$tally.withValue(tally) {
            try await handler.send(request, deadline: deadline, options: options)
        }
        // An answer without a pause takes a moment too, and not always the same one.
        let moment = Duration.milliseconds(2 + request.target.utf8.count % 3)
        response.timeToFirstByte = tally.elapsed + moment
        response.duration = response.timeToFirstByte
        return response
    }
}
