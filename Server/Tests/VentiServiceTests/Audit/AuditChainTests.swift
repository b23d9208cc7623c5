//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiStore

@testable import VentiService

@Suite struct AuditChainTests {
    private func exported(_ change: (inout [String]) -> Void = { _ in }) async throws -> (Data, key: String) {
        let test = try await PlatformUnderTest()
        for number in 0..<5 { _ = try await test.platform.projects.create(name: "P\(number)", as: test.owner) }
        var lines = try await test.platform.audit.export(as: test.owner).split(separator: "\n").map(String.init)
        change(&lines)
        return (Data(lines.joined(separator: "\n").utf8), try test.platform.audit.publicKey())
    }

    @Test func aWholeLogIsVerifiedWithNothingButTheFileAndTheKey() async throws {
        let (data, key) = try await exported()
        #expect(try AuditExport.verify(data, publicKey: key) == 6)
    }

    @Test func everyWayToTamperIsFound() async throws {
        let tampering: [(String, (inout [String]) -> Void)] = [
            ("changed", { $0[2] = $0[2].replacingOccurrences(of: "project.create", with: "project.delete") }),
            ("removed", { $0.remove(at: 2) }), ("first removed", { $0.removeFirst() }),
            ("swapped", { $0.swapAt(1, 2) }), ("doubled", { $0.insert($0[2], at: 2) }),
            ("cut off at the end", { $0.remove(at: $0.count - 2) }), ("without its end", { $0.removeLast() }),
            (
                "another's end",
                { lines in
                    lines[lines.count - 1] = lines[lines.count - 1].replacingOccurrences(
                        of: "\"seq\":6",
                        with: "\"seq\":5"
                    )
                }
            ),
            ("garbage", { $0[1] = "{}" }),
        ]
        for (name, change) in tampering {
            let (data, key) = try await exported(change)
            #expect(throws: ServiceError.self, "\(name)") { try AuditExport.verify(data, publicKey: key) }
        }
        let (data, _) = try await exported()
        let (_, other) = try await exported()
        #expect(throws: ServiceError.self) { try AuditExport.verify(data, publicKey: other) }
    }

    @Test func entriesInTheStoreCannotBeTouched() async throws {
        let test = try await PlatformUnderTest()
        let scope = test.owner.scope
        let entry = try #require(try await test.store.read(scope) { try $0.list(RecordQuery<AuditEntry>()) }.first)
        var changed = entry
        changed.detail = "something else"
        let copy = changed
        #expect(try await refusal { try await test.store.write(scope) { try $0.update(copy) } } != nil)
        #expect(
            try await refusal { try await test.store.write(scope) { _ = try $0.delete(RecordQuery<AuditEntry>()) } }
                != nil
        )
        #expect(try await test.platform.audit.verify(as: test.owner).fault == nil)
    }

    @Test func refusalsAreWrittenDownAndOnlySomeMayRead() async throws {
        let test = try await PlatformUnderTest()
        try await test.platform.audit.refused(
            test.principal(.viewer),
            action: "createScan",
            object: "",
            detail: "scan:create"
        )
        let entries = try await test.platform.audit.list(as: test.principal(.auditor)).items
        #expect(entries.first?.outcome == .refused && entries.first?.action == "createScan")
        for role in [Role.viewer, .developer, .analyst, .ci, .platformAdmin] {
            #expect(try await refusal { try await test.platform.audit.list(as: test.principal(role)) } == .forbidden)
        }
    }
}
