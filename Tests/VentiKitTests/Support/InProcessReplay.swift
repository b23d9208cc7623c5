//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VulnerableAPIs

/// A replay of a report against a fixture in this process.
enum InProcessReplay {
    /// Replays what a report, read back from its file, holds.
    static func run(
        _ report: ScanReport,
        against api: VulnerableAPI,
        as identities: [Identity]? = nil,
        withDocument: Bool = true,
        change: (inout ReplayRequest) -> Void = { _ in }
    ) async throws -> [ReplayResult] {
        let saved = try JSONReport.report(from: Array(try JSONReport().text(for: report).utf8))
        var configuration = NativeScanner.Configuration()
        let target = "\(api.scheme)://\(api.host)"
        configuration.transport = CountedTimeTransport(
            handler: InProcessTransport(target: try TargetURL(target), handler: api.handler)
        )
        var policy = ScanPolicy()
        policy.requestsPerSecond = nil
        var request = ReplayRequest(
            saved,
            document: withDocument ? .bytes(Array(api.document.utf8), name: "openapi.yaml") : nil,
            identities: identities ?? api.accounts.map { InProcessScan.identity(for: $0, login: api.login) },
            policy: policy
        )
        request.target = target
        change(&request)
        return try await FindingReplay(configuration).run(request)
    }
}

extension ReplayOutcome {
    var isFixed: Bool { if case .fixed = self { true } else { false } }

    var reason: String? { if case .cannotTell(let reason, _) = self { reason } else { nil } }

    var mend: ReplayMend? { if case .cannotTell(_, let mend) = self { mend } else { nil } }

    var difference: ReplayDifference? { if case .fixed(let difference) = self { difference } else { nil } }
}
