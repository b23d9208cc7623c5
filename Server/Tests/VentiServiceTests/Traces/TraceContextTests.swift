//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiService

@Suite struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    @Test func aHeaderIsReadAndWritten() throws {
        let context = try #require(TraceContext(header: "00-\(Self.trace)-\(Self.span)-01"))
        #expect(context.trace == Self.trace && context.span == Self.span && context.isSampled)
        #expect(context.header == "00-\(Self.trace)-\(Self.span)-01")
        #expect(TraceContext(header: "00-\(Self.trace)-\(Self.span)-00")?.isSampled == false)
        #expect(TraceContext(header: "00-\(Self.trace)-\(Self.span)-02")?.isSampled == false)
        let later = try #require(TraceContext(header: "cc-\(Self.trace)-\(Self.span)-09-what-comes-later"))
        #expect(later.header == "00-\(Self.trace)-\(Self.span)-01")
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-４bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", "00-\r\n", "----",
    ])
    func whatBreaksARuleIsNone(header: String) { #expect(TraceContext(header: header) == nil) }

    @Test func newIdsAreWellFormedAndDiffer() throws {
        let made = (0..<1_000).map { _ in TraceContext.make(isSampled: true) }
        #expect(Set(made.map(\.trace)).count == 1_000 && Set(made.map(\.span)).count == 1_000)
        for context in made { #expect(TraceContext(header: context.header) == context) }
        let child = made[0].child()
        #expect(child.trace == made[0].trace && child.span != made[0].span)
    }
}
