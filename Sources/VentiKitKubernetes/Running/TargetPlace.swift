//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The way from a pod to a target on this machine.
enum TargetPlace {
    /// Passes connections from pods on to the target while the body runs, where the target is this machine.
    ///
    /// - Parameters:
    ///   - request: What is scanned.
    ///   - hostAddress: The address at which pods reach this machine.
    ///   - body: Gets how the target is reached.
    /// - Throws: `ScanError` with code `invalidTarget` if pods cannot reach it.
    static func withPlace(
        for request: ScanRequest,
        _ hostAddress: String?,
        _ body: (WorkloadPlace) async throws -> Void
    ) async throws {
        let target: TargetURL
        do {
            target = try TargetURL(request.target)
        } catch {
            throw ScanError(.invalidTarget, error.message, cause: error)
        }
        guard ScanNetworkPolicy.isThisMachine(target.host) else { return try await body(WorkloadPlace()) }
        guard let hostAddress else {
            throw ScanError(
                .invalidTarget,
                "\(target) is this machine, which a pod of the cluster knows by no such name; give the URL that pods reach it "
                    + "at, or the address of this machine in their network (--host-address)."
            )
        }
        try await HostForwarder.withForwarder(on: hostAddress, to: target.host, target.port) { port in
            guard let port else {
                throw ScanError(.invalidTarget, "This machine does not have the address \(hostAddress.prefix(100)).")
            }
            try await body(WorkloadPlace(route: TargetRoute(host: hostAddress, port: port)))
        }
    }
}
