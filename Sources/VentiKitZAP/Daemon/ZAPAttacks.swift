//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Which operations ZAP attacks, and how far it came with each.
struct ZAPAttacks {
    /// A request of ZAP's history that stands for its operation.
    struct Candidate: Sendable {
        var operation: APIOperation
        var request: ProbeRequest
    }

    /// The active rules that were switched on.
    var rules: [Int] = []
    /// The requests that ZAP sent.
    var requests = 0
    /// The operations whose request ZAP did not attack.
    var unknown: Set<String> = []
    /// What was left out because the time was used up.
    var leftOut: String?
    private var finished: Set<String> = []

    mutating func done(_ operation: String, requests count: Int) {
        requests += count
        // An attack without a request is none.
        if count > 0 { finished.insert(operation) } else { unknown.insert(operation) }
    }

    /// For each operation the request with the best answer. Operations that refused everything teach nothing; under the
    /// profile `safe` only those that read are attacked.
    static func candidates(
        _ sent: [ZAPTransport.Exchange],
        in description: APIDescription,
        target: TargetURL,
        profile: ScanPolicy.Profile
    ) -> [Candidate] {
        var best: [String: (candidate: Candidate, status: Int)] = [:]
        for exchange in sent.sorted(by: { ($0.status, $0.request.target) < ($1.status, $1.request.target) }) {
            let request = exchange.request
            guard profile >= .active || request.method == "GET", (200..<400).contains(exchange.status) else { continue }
            var path = request.target[...]
            if path.hasPrefix(target.basePath) { path = path.dropFirst(target.basePath.count) }
            guard
                let operation = RequestPath.operation(in: description, method: request.method, target: String(path)),
                best[operation.id] == nil
            else { continue }
            best[operation.id] = (Candidate(operation: operation, request: request), exchange.status)
        }
        return description.operations.compactMap { best[$0.id]?.candidate }
    }

    /// Says in a report what ZAP did and what it did not.
    func note(in report: inout ScanReport, passive: CheckID, active: CheckID) {
        report.statistics.requestsSent += requests
        for index in report.coverage.operations.indices {
            let operation = report.coverage.operations[index]
            if operation.isReached { report.coverage.operations[index].checksRun.append(passive) }
            if finished.contains(operation.operation) {
                report.coverage.operations[index].checksRun.append(active)
            } else if operation.skippedBecause == nil {
                let reason =
                    if unknown.contains(operation.operation) { "ZAP did not attack its request" } else if rules.isEmpty
                    {
                        "the profile attacks nothing"
                    } else if !operation.isReached { "it was not reached" } else {
                        leftOut ?? "the profile attacks only operations that read"
                    }
                report.coverage.operations[index].checksSkipped.append(.init(check: active, reason: reason))
            }
        }
        // A scan that did nothing must not look clean.
        if report.outcome == .completed, !rules.isEmpty, report.coverage.reachedCount > 0, requests == 0 {
            report.diagnostics.append(
                ScanDiagnostic(.warning, "ZAP sent no attack: nothing that it can attack was reached.")
            )
        }
    }
}
