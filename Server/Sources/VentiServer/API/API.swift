//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// All operations of the API.
public enum API {
    /// What the paths of the API begin with.
    public static let base = "/api/v1"

    /// All operations.
    /// - Parameters:
    ///   - configuration: How the server serves.
    ///   - state: What the server counts.
    public static func endpoints(_ configuration: ServerConfiguration, _ state: ServerState) -> [Endpoint] {
        SystemEndpoints(configuration: configuration).all
            + AuthEndpoints().all + MemberEndpoints().all + KeyEndpoints().all + ProjectEndpoints().all
            + TargetEndpoints().all + DocumentEndpoints().all
            + ScanEndpoints(configuration: configuration, state: state).all
            + ScheduleEndpoints().all + ImportEndpoints().all
            + FindingEndpoints().all + ReportEndpoints().all + ShareEndpoints().all + StopEndpoints().all
            + AuditEndpoints().all
            + QueueEndpoints().all + CompatibilityEndpoints().all
    }
}
