//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct RoleDifferenceCheckTests {
    private func isReserved(_ description: String?, for role: String = "admin", not other: String = "agent") -> Bool {
        var schema = APISchema(.string)
        schema.description = description
        return RoleDifferenceCheck.isReserved(schema, for: role, not: other)
    }

    @Test func aDescriptionThatKeepsThePropertyForARoleCounts() {
        #expect(isReserved("Only administrators see it."))
        #expect(isReserved("Visible to admins only."))
        #expect(isReserved("Restricted to the auditor role.", for: "auditor"))
    }

    @Test func otherDescriptionsDoNot() {
        #expect(!isReserved(nil))
        #expect(!isReserved("The salary."))
        #expect(!isReserved("Administrators see it."))
        #expect(!isReserved("Only agents and administrators see it."))
        #expect(!isReserved("Not only administrators see it."))
        #expect(!isReserved("Only administrators see it.", for: "auditor"))
    }
}
