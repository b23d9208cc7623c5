//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// Who may do what. The one place where it is decided.
public enum PolicyTable {
    private static let reading: Set<Permission> = [
        .readProjects, .readTargets, .readDocuments, .readScans, .readFindings, .readStops,
    ]
    private static let developing: Set<Permission> = reading.union([
        .writeDocuments, .createScans, .writeSchedules, .importFindings, .cancelScans, .triageFindings, .writeStops,
        .readMembers,
    ])
    private static let analysing: Set<Permission> = developing.union([
        .writeProjects, .writeTargets, .writeCredentials, .createActiveScans, .acceptFindings, .shareReports,
    ])
    private static let administering: Set<Permission> = analysing.union([.writeMembers, .writeKeys, .readAudit])

    /// What a role allows.
    ///
    /// `scan:dangerous` is no part of any role but the owner's: it is a grant of its own.
    public static func permissions(of role: Role) -> Set<Permission> {
        switch role {
        case .owner: administering.union([.createDangerousScans])
        case .admin: administering
        case .analyst: analysing
        case .developer: developing
        case .viewer: reading.union([.readMembers])
        case .auditor: reading.union([.readMembers, .readAudit])
        case .ci: reading.union([.writeDocuments, .createScans, .importFindings, .cancelScans])
        case .platformAdmin: [.readStops, .writeGlobalStops, .manageQueue]
        }
    }

    /// The roles that somebody of a role may give to members and keys: none that allows more than the own one.
    public static func grantable(by role: Role) -> [Role] {
        let own = permissions(of: role)
        return Role.allCases.filter { $0 != .platformAdmin && permissions(of: $0).isSubset(of: own) }
    }
}

extension ScanPolicy.Profile {
    /// What a role has to allow for scans of the profile.
    public var permission: Permission {
        switch self {
        case .passive, .safe: .createScans
        case .active: .createActiveScans
        case .dangerous: .createDangerousScans
        }
    }
}
