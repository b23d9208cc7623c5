//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKitKubernetes

/// The lines of a pod's log, and which of them are new.
struct PodLogTests {
    private static let time = "2026-11-23T04:00:49.123456789Z"

    private func lines(_ text: String, cutEvery size: Int = .max) throws -> [PodLogLine] {
        var decoder = PodLogDecoder(maximumLineBytes: 1 << 20)
        var lines: [PodLogLine] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            lines += try decoder.decode(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return lines + (decoder.finish().map { [$0] } ?? [])
    }

    @Test(arguments: [1, 2, 7, 4_096]) func linesAreTheSameHoweverTheyAreCut(_ size: Int) throws {
        let text = "\(Self.time) {\"a\":1}\n2026-11-23T04:00:50Z \n2026-11-23T06:00:51.5+02:00 last"
        let found = try lines(text, cutEvery: size)
        #expect(found.map { String(decoding: $0.text, as: UTF8.self) } == ["{\"a\":1}", "", "last"])
        #expect(found.map(\.time) == [Self.time, "2026-11-23T04:00:50Z", "2026-11-23T06:00:51.5+02:00"])
        #expect(found.map(\.second) == ["2026-11-23T04:00:49Z", "2026-11-23T04:00:50Z", "2026-11-23T06:00:51+02:00"])
    }

    /// Clusters before 1.26 write a time before every 16 KiB of a line.
    @Test(arguments: [16_383, 16_384, 16_385, 40_000, 65_536]) func timesWithinALongLineAreTakenOut(_ count: Int) throws
    {
        let line = String((0..<count).map { _ in "abcdefghij".randomElement() ?? "x" })
        var pieces: [String] = []
        var rest = line[...]
        while !rest.isEmpty {
            pieces.append("\(Self.time) \(rest.prefix(16_384))")
            rest = rest.dropFirst(16_384)
        }
        let found = try lines(pieces.joined() + "\n", cutEvery: 1_000)
        #expect(found.map { String(decoding: $0.text, as: UTF8.self) } == [line])
        // Newer ones do not.
        #expect(try lines("\(Self.time) \(line)\n").map { String(decoding: $0.text, as: UTF8.self) } == [line])
    }

    /// As a cluster of version 1.20 gave it: a line of 40,000 characters, and one of standard error after its first piece.
    @Test(arguments: [time, "2026-11-23T04:00:49.999999999Z"])
    func aLineOfTheOtherOutputMayComeBetweenPieces(_ secondTime: String) throws {
        let line = "{" + String(repeating: "abcdefghij", count: 4_000) + "}"
        let pieces = [line.prefix(16_384), line.dropFirst(16_384).prefix(16_384), line.dropFirst(32_768)]
        let text =
            "\(Self.time) \(pieces[0])2026-11-23T04:00:50.5Z err\n\(secondTime) \(pieces[1])\(secondTime) \(pieces[2])\n"
        let found = try lines(text, cutEvery: 999)
        #expect(found.map { String(decoding: $0.text, as: UTF8.self) } == ["err", line])
        #expect(found.map(\.time) == ["2026-11-23T04:00:50.5Z", Self.time])
    }

    @Test func aTimeThatTheProgramPrintedStays() throws {
        let text = String(repeating: "x", count: 20_000) + Self.time + " " + String(repeating: "y", count: 20_000)
        #expect(try lines("\(Self.time) \(text)\n").map { String(decoding: $0.text, as: UTF8.self) } == [text])
    }

    @Test func aLineWithoutAnEndHasALimit() throws {
        var decoder = PodLogDecoder(maximumLineBytes: 100)
        #expect(throws: KubernetesError.self) { try decoder.decode(Array(repeating: 97, count: 101)) }
    }

    private func line(_ second: Int, _ text: String, nanoseconds: String = "1") -> PodLogLine {
        PodLogLine(time: "2026-11-23T04:00:\(second).\(nanoseconds)Z", text: Array(text.utf8))
    }

    @Test func whatIsReadAgainIsNotNew() {
        var seen = SeenLines()
        #expect(seen.since == nil)
        let first = [line(10, "a"), line(11, "b"), line(12, "c"), line(12, "c"), line(13, "d")]
        #expect(first.filter { seen.isNew($0) }.count == 5)
        // The last three seconds are read again, with what had not come yet.
        #expect(seen.since == "2026-11-23T04:00:11Z")
        seen.reconnect()
        let second = first.dropFirst() + [line(12, "c"), line(13, "d", nanoseconds: "2"), line(14, "e")]
        let new = second.filter { seen.isNew($0) }.map { String(decoding: $0.text, as: UTF8.self) }
        // The same line at the same time twice was twice, and the third is another.
        #expect(new == ["c", "d", "e"])
    }

    @Test func whatIsGoneFromTheLogIsNotMissed() {
        var seen = SeenLines()
        _ = seen.isNew(line(10, "a"))
        seen.reconnect()
        let isNew = seen.isNew(line(20, "b"))
        seen.reconnect()
        let isNewAgain = seen.isNew(line(20, "b"))
        #expect(isNew && !isNewAgain)
    }
}
