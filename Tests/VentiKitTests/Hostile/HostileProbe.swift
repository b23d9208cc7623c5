//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HostileTarget
import VentiKit

extension HostileServer {
    /// Asks for a mode once, as a scan does, and says what came of it.
    func outcome(of mode: HostileMode) async throws -> AttemptOutcome {
        var limits = ProbeLimits()
        // Those that end by themselves get time on a busy machine.
        limits.exchangeTimeout = .seconds(mode.neverEnds ? 10 : 60)
        let target = try TargetURL(origin(of: mode))
        let tls = TLSPolicy(verifiesCertificate: true, additionalTrustRoots: Self.trustRoots)
        return try await withNetworkTransport(to: target, limits: limits, tls: tls) { transport in
            var options = ProbeClient.Options(scope: ScanScope(target: target))
            options.limits = limits
            let client = ProbeClient(target: target, transport: transport, options: options)
            let request = ProbeRequest(
                method: mode.method,
                target: mode.path,
                body: mode.method == "POST" ? Array("{}".utf8) : []
            )
            do {
                let exchange = try await client.send(request, purpose: .reach)
                return AttemptOutcome(exchange, with: target, scope: options.scope)
            } catch let error as ProbeError {
                return AttemptOutcome(error)
            }
        }
    }
}
