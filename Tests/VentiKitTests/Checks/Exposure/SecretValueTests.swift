//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SecretValueTests {
    private func isCredential(_ name: String, _ text: String) -> Bool {
        let member = JSONValue.Member(name, .string(text))
        return SecretValue.isCredential(member, among: [member])
    }

    @Test func aPasswordIsOne() {
        #expect(isCredential("pwd", "hunter2"))
        #expect(isCredential("password", "/srv/app"))
    }

    @Test(arguments: ["/srv/app", "/", "C:\\app"])
    func theFolderThatAProcessWorksInIsNone(_ path: String) {
        #expect(!isCredential("PWD", path))
        #expect(!isCredential("OLDPWD", path))
    }
}
