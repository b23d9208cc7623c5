//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiService

@Suite struct RecordIDTests {
    @Test func anIDIsAUUIDOfVersionSevenThatSortsByItsTime() throws {
        let times = [0.0, 1, 1_700_000_000.123, 1_700_000_000.124, 200_000_000_000]
        let ids = times.map { RecordID.make(at: Date(timeIntervalSince1970: $0)) }
        #expect(ids == ids.sorted())
        for (time, id) in zip(times, ids) {
            let uuid = try #require(UUID(uuidString: id.rawValue))
            #expect(uuid.uuidString.lowercased() == id.rawValue)
            let groups = id.rawValue.split(separator: "-")
            #expect(groups.map(\.count) == [8, 4, 4, 4, 12])
            #expect(groups[2].hasPrefix("7"))
            #expect(["8", "9", "a", "b"].contains(groups[3].prefix(1)))
            #expect(Int(groups[0] + groups[1], radix: 16) == Int((time * 1_000).rounded(.down)))
        }
        #expect(Set((0..<1_000).map { _ in RecordID.make() }).count == 1_000)
    }

    @Test func anyCaseIsTaken() {
        let text = "0190ABCD-ef01-7234-8567-89ABCDEF0123"
        #expect(RecordID(rawValue: text)?.rawValue == text.lowercased())
    }

    @Test(arguments: [
        "", "0190abcd", "0190abcd-ef01-7234-8567-89abcdef012", "0190abcd-ef01-7234-8567-89abcdef01234",
        "0190abcdef01-7234-8567-89abcdef0123-", "0190abcd-ef01-7234-8567-89abcdef012g",
        "0190abcd_ef01-7234-8567-89abcdef0123", "0190abcd-ef01-7234-8567-89abcdef012é",
        "-190abcd-ef01-7234-8567-89abcdef0123", "0190abcd-ef01-7234-8567-89abcdef012\u{0}",
    ]) func nothingElseIsAnID(text: String) { #expect(RecordID(rawValue: text) == nil) }
}
