//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// Sends probes through ZAP, so that ZAP knows every request, with its credential and its valid values.
///
/// An OpenAPI import would make ZAP guess values and call every operation, those too that the policy leaves out.
final class ZAPTransport: ProbeTransport {
    /// A request that ZAP has in its history, and how the target answered it.
    struct Exchange: Sendable {
        var request: ProbeRequest
        var status: Int
    }

    private let client: ZAPClient
    private let target: TargetURL
    private let exchanges = Mutex<[String: Exchange]>([:])
    private static let maximumExchanges = 20_000

    init(client: ZAPClient, target: TargetURL) {
        self.client = client
        self.target = target
    }

    /// The requests that were sent, each method and target once, with the best answer.
    var sent: [Exchange] { exchanges.withLock { Array($0.values) } }

    func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        guard let text = ZAPMessage.text(of: request, to: target) else {
            throw ProbeError(.invalidRequest, "The body is no text, which ZAP's API cannot carry.")
        }
        let left = deadline - .now
        guard left > .zero else { throw ProbeError(.timedOut, "The deadline had passed before the request was sent.") }
        let answer: JSONValue
        do {
            answer = try await client.call(
                "core/action/sendRequest",
                ["request": text, "followRedirects": "false"],
                seconds: left / .seconds(1)
            )
        } catch let error as ZAPError {
            // ZAP says internal_error where the target does not answer it.
            throw error.zapCode == nil
                ? ProbeError(.noResponse, error.message, cause: error)
                : ProbeError(.connectionRefused, "ZAP could not reach the target: \(error.message)", cause: error)
        }
        guard let message = answer["sendRequest"]?.elements.last, let response = ZAPMessage.response(in: message) else {
            throw ProbeError(.connectionClosed, "ZAP got no response from the target.")
        }
        note(request, response.status)
        return response
    }

    private func note(_ request: ProbeRequest, _ status: Int) {
        let key = "\(request.method) \(request.target)"
        exchanges.withLock { exchanges in
            if let known = exchanges[key], known.status / 100 <= status / 100 { return }
            guard exchanges.count < Self.maximumExchanges else { return }
            exchanges[key] = Exchange(request: request, status: status)
        }
    }
}
