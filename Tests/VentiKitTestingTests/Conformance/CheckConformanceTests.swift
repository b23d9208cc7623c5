//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization
import Testing
import VentiKit
import VentiKitTesting

struct CheckConformanceTests {
    private static let unrelated = """
        openapi: 3.0.3
        info: {title: Clock, version: "1"}
        paths: {/time: {get: {responses: {"200": {description: the time}}}}}
        """

    private func problems(_ check: any Check, hasFlaw: Bool = true, isMended: Bool = true) async throws -> [String] {
        let scan = APIScan(.text(NotesAPI.document))
        return try await CheckConformance(
            check,
            flawed: .init(scan, over: .notes(NotesAPI(hasFlaw: hasFlaw))),
            fixed: .init(scan, over: .notes(NotesAPI(hasFlaw: !isMended))),
            unrelated: .init(
                APIScan(.text(Self.unrelated)),
                over: .closure { _, _ in (HTTPResponse(status: .ok), Array("{}".utf8)) }
            )
        ).problems().map(\.rule)
    }

    @Test func checksThatKeepTheRulesHaveNoProblem() async throws {
        let versionHeader = CheckSet.default.checks.first { $0.metadata.id == "venti.headers.version-leak" }
        #expect(try await problems(try #require(versionHeader)) == [])
        #expect(try await problems(BannerCheck()) == [])
    }

    @Test func aCheckThatFindsNothingIsCaught() async throws {
        #expect(try await problems(BannerCheck(), hasFlaw: false) == ["The check finds its flaw."])
    }

    @Test func aCheckThatFiresOnTheMendedAPIIsCaught() async throws {
        #expect(
            try await problems(BannerCheck(), isMended: false) == ["The check is silent on an API that is mended."]
        )
    }

    @Test func aCheckThatFiresEverywhereIsCaught() async throws {
        let broken = try await problems(BannerCheck(word: ""))
        #expect(broken.contains("The check is silent on an API that is unrelated."))
    }

    @Test func aCheckWithoutAPlainIDIsCaught() async throws {
        let broken = try await problems(BannerCheck(id: "Banner"))
        #expect(broken == ["A check's id is lower case and has a namespace, such as `acme.server-banner`."])
    }

    @Test func aCheckThatFindsSomethingElseEachTimeIsCaught() async throws {
        let broken = try await problems(BannerCheck(isFickle: true))
        #expect(broken == ["The same scan gives the same findings again."])
    }

    @Test func aFindingWithoutAProofThatHoldsIsCaught() async throws {
        let broken = try await problems(UnprovenCheck())
        #expect(Set(broken) == ["A finding of a check that sends has a proof, and it holds when it is replayed."])
    }
}

/// Flags a `Server` header that holds a word; the empty word is in all of them.
private struct BannerCheck: PassiveCheck {
    var id: CheckID = "acme.banner"
    var word = "notes/"
    var isFickle = false
    let runs = Counter()

    var metadata: CheckMetadata {
        CheckMetadata(id: id, title: "Banner", severity: .low, remediation: "Drop the header.")
    }

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        let banner = exchange.response.headers["Server"] ?? ""
        guard word.isEmpty || banner.contains(word) else { return [] }
        let text = isFickle ? "The banner was seen \(runs.next()) times." : "The header says what the server is."
        return [metadata.finding(at: .host, summary: text)]
    }
}

/// Claims a flaw at the notes without showing it.
private struct UnprovenCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "acme.unproven",
        title: "Unproven",
        severity: .low,
        remediation: "None.",
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let reached = context.reachedByAnyone(operation), reached.response.headers["Server"] != nil else {
            throw CheckSkipped("no server named")
        }
        return [metadata.finding(at: operation.location(), summary: "Something is wrong.")]
    }
}

/// A number that grows.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
