//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiService

@Suite struct PolicyTableTests {
    /// Who may do what, by hand: a change of the table that nobody meant shows here.
    private static let allowed: [Permission: Set<Role>] = {
        let tenant: Set<Role> = [.owner, .admin, .analyst, .developer, .viewer, .auditor, .ci]
        let people = tenant.subtracting([.ci])
        let developing: Set<Role> = [.owner, .admin, .analyst, .developer]
        let analysing: Set<Role> = [.owner, .admin, .analyst]
        let administering: Set<Role> = [.owner, .admin]
        return [
            .readProjects: tenant, .readTargets: tenant, .readDocuments: tenant, .readScans: tenant,
            .readFindings: tenant,
            .readStops: tenant.union([.platformAdmin]), .readMembers: people,
            .writeDocuments: developing.union([.ci]), .createScans: developing.union([.ci]),
            .cancelScans: developing.union([.ci]), .importFindings: developing.union([.ci]),
            .writeSchedules: developing,
            .triageFindings: developing, .writeStops: developing,
            .writeProjects: analysing, .writeTargets: analysing, .writeCredentials: analysing,
            .createActiveScans: analysing, .acceptFindings: analysing, .shareReports: analysing,
            .writeMembers: administering, .writeKeys: administering,
            .readAudit: administering.union([.auditor]),
            .createDangerousScans: [.owner],
            .writeGlobalStops: [.platformAdmin], .manageQueue: [.platformAdmin],
        ]
    }()

    @Test(arguments: Permission.allCases)
    func aPermissionIsOfTheseRolesOnly(_ permission: Permission) {
        let roles = Set(Role.allCases.filter { PolicyTable.permissions(of: $0).contains(permission) })
        #expect(roles == Self.allowed[permission])
    }
}
