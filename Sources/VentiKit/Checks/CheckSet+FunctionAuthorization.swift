//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckSet {
    /// The checks of who may call which function (API5:2023).
    static var functionAuthorizationChecks: [any Check] {
        [
            AccessPolicyCheck(), AnonymousWriteCheck(), ForcedParameterCheck(), HiddenVerbCheck(),
            MethodOverrideCheck(),
            PathRoleSwapCheck(), RefusalBypassCheck(), RoleBypassCheck(), VerbInconsistencyCheck(),
        ]
    }
}
