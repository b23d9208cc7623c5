//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HostileTarget
import VentiKit

/// One probe for one mode.
struct ModeProbe {
    let mode: HostileMode
    let origin: String

    /// How long the probe may take: a second where the mode never ends.
    var limit: Duration { mode.neverEnds ? .seconds(1) : .seconds(20) }

    /// What came of it.
    func outcome() async throws -> AttemptOutcome {
        var limits = ProbeLimits()
        limits.exchangeTimeout = limit
        let target = try TargetURL(origin)
        let tls = TLSPolicy(verifiesCertificate: true, additionalTrustRoots: HostileServer.trustRoots)
        return try await withNetworkTransport(to: target, limits: limits, tls: tls) { transport in
            var options = ProbeClient.Options(scope: ScanScope(target: target))
            options.limits = limits
            let client = ProbeClient(target: target, transport: transport, options: options)
            let body = mode.method == "POST" ? Array("{}".utf8) : []
            do {
                let request = ProbeRequest(method: mode.method, target: mode.path, body: body)
                let exchange = try await client.send(request, purpose: .reach)
                return AttemptOutcome(exchange, with: target, scope: options.scope)
            } catch let error as ProbeError {
                return AttemptOutcome(error)
            }
        }
    }
}
