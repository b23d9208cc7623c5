//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The tenant whose records a piece of work may see.
///
/// The store gives nobody a reader without one. Only a ``Principal`` and the worker of a job make them.
public struct TenantScope: Sendable, Hashable {
    /// The tenant's id.
    public let tenant: RecordID

    /// A scope of exactly one tenant.
    package init(tenant: RecordID) { self.tenant = tenant }

    /// The records that belong to no tenant, such as the global emergency stop.
    package static let platform = TenantScope(tenant: .platform)
}
