//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckSet {
    /// The checks of what may be read and written of a thing, property by property (API3:2023).
    static var propertyChecks: [any Check] {
        [
            ExcessPropertyCheck(), FormAssignmentCheck(), MassCreateCheck(), MassUpdateCheck(), ReadOnlyAcceptedCheck(),
            RoleDifferenceCheck(), SensitiveDataCheck(),
        ]
    }
}
