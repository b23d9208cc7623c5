//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes sure, before a scan begins, that something answers at the target and that every identity can log in.
struct TargetPreflight: Sendable {
    let session: ScanSession

    /// - Throws: ``ScanError`` with code ``ScanError/Code/unreachable`` or ``ScanError/Code/identityFailed``.
    func run() async throws {
        try await reach()
        for identity in session.sessions { try await identity.renew() }
    }

    /// Makes sure that something answers.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/unreachable``.
    func reach() async throws {
        let target = session.client.target
        let request = ProbeRequest(method: "GET", target: "/", headers: ["Accept": "application/json, */*;q=0.5"])
        do {
            _ = try await session.client.send(
                request,
                purpose: .setup,
                options: ProbeOptions(retriesWhenLimited: false)
            )
        } catch let error as ProbeError {
            switch error.code {
            case .budgetExhausted:
                throw ScanError(.invalidArgument, "The budget allows no request: \(error.message)", cause: error)
            case .outOfScope: throw ScanError(.outOfScope, error.message, cause: error)
            default:
                throw ScanError(
                    .unreachable,
                    "\(target) does not answer (\(error.code)): \(error.message) Is the API running, and is the URL right?",
                    cause: error
                )
            }
        }
    }
}
