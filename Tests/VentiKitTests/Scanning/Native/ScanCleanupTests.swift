//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

struct ScanCleanupTests {
    /// A list of notes, some of which a scan has made.
    private func cleanup(
        _ texts: [String],
        deleting: Bool = true,
        isDryRun: Bool = false,
        excluding: [String] = []
    ) async throws
        -> (outcome: ScanCleanup.Outcome, left: [String])
    {
        let notes = Mutex(Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($0.offset + 1, $0.element) }))
        var operations = [APIOperation("GET /notes"), APIOperation("GET /notes/{noteId}")]
        if deleting { operations.append(APIOperation("DELETE /notes/{noteId}")) }
        let api = TinyAPI(operations) { request in
            guard request.bearer == "ann-secret" else { return .unauthorized }
            if request.method == "DELETE" {
                let id = Int(request.path.dropFirst("/notes/".count)) ?? 0
                return notes.withLock { $0.removeValue(forKey: id) } == nil ? .notFound : .json("{}")
            }
            let all = notes.withLock { $0.sorted { $0.key < $1.key } }
            let list = all.map { #"{"id":\#($0.key),"text":"\#($0.value)"}"# }.joined(separator: ",")
            return .json(#"{"items":[\#(list)]}"#)
        }
        let outcome = try await api.cleanUp(
            as: [Identity("ann", bearer: "ann-secret")],
            isDryRun: isDryRun,
            excluding: excluding
        )
        return (outcome, notes.withLock { $0.sorted { $0.key < $1.key }.map(\.value) })
    }

    @Test func onlyWhatIsMarkedIsDeleted() async throws {
        let marker = ScanMarker.make()
        let (outcome, left) = try await cleanup(["Buy milk", marker, "vk is an abbreviation", "a \(marker) inside"])
        #expect(left == ["Buy milk", "vk is an abbreviation"])
        #expect(outcome.removed == ["DELETE /notes/2 as ann", "DELETE /notes/4 as ann"])
        #expect(outcome.left.isEmpty)
    }

    @Test func aDryRunDeletesNothing() async throws {
        let (outcome, left) = try await cleanup([ScanMarker.make()], isDryRun: true)
        #expect(left.count == 1)
        #expect(outcome.removed == ["DELETE /notes/1 as ann"])
    }

    @Test(arguments: ["GET /notes", "DELETE /notes/*"])
    func whatThePolicyExcludesIsNotCalled(_ excluded: String) async throws {
        let (outcome, left) = try await cleanup([ScanMarker.make()], excluding: [excluded])
        #expect(left.count == 1)
        #expect(outcome == ScanCleanup.Outcome())
    }

    @Test func whatCannotBeDeletedIsSaid() async throws {
        let (outcome, _) = try await cleanup([ScanMarker.make()], deleting: false)
        #expect(outcome.removed.isEmpty)
        #expect(outcome.left == ["/notes/{noteId} 1 as ann: the API has no operation that deletes it"])
    }

    @Test func markersAreKnownAgain() {
        for length in [ScanMarker.leastLength, 12, 16] {
            #expect((0..<200).allSatisfy { _ in ScanMarker.isMarked(ScanMarker.make(length: length)) })
        }
        var values = ProofValues()
        values.make(FreshValue("email", .email))
        values.make(FreshValue("marker", .marker))
        #expect(ScanMarker.isMarked(values.fill("{{$email}}")))
        #expect(ScanMarker.isMarked(values.fill("{{$marker}}")))
    }

    @Test(arguments: ["vk", "vk2", "VK2ABCDEFGH", "vkabcdefgh", "vk2abcdefghijkl0", "v1k2abcdefgh", "kvk2abcdefgh"])
    func ordinaryWordsAreNone(_ text: String) {
        #expect(!ScanMarker.isMarked(text))
    }
}
