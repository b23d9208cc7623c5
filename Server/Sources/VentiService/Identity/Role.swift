//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a member of a tenant, or an API key, may do in general. ``PolicyTable`` says what that is in particular.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everything in the tenant, other owners included.
    case owner
    /// Everything in the tenant but owners.
    case admin
    /// Scans that attack, judging findings, accepting risks.
    case analyst
    /// Scans that read, and judging findings.
    case developer
    /// Reading.
    case viewer
    /// Reading, the audit log included.
    case auditor
    /// For API keys of pipelines: start scans and read what came of them.
    case ci
    /// Tenants, the queue and the global emergency stop, but nothing of what a tenant has found.
    case platformAdmin = "platform_admin"
}
