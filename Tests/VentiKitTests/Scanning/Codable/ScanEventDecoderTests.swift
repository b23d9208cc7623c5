//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit

struct ScanEventDecoderTests {
    private var bytes: [UInt8] {
        get throws { try Array(Sample.events.map { try $0.ndjsonLine() }.joined().utf8) }
    }

    @Test(arguments: [1, 7, 64, 1 << 20])
    func readsEventsHoweverTheyAreCut(_ size: Int) throws {
        var decoder = ScanEventDecoder()
        var events: [ScanEvent] = []
        let bytes = try bytes
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += try decoder.decode(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(try decoder.finish() == nil)
        #expect(events == Sample.events)
    }

    @Test func emptyLinesAndCarriageReturnsDoNotMatter() throws {
        let line = try ScanEvent.phase(ScanPhase(.plan)).ndjsonLine().dropLast()
        var decoder = ScanEventDecoder()
        let events = try decoder.decode("\n\r\n  \n\(line)\r\n\n\(line)".utf8)
        #expect(events == [.phase(ScanPhase(.plan))])
        #expect(try decoder.finish() == .phase(ScanPhase(.plan)))
    }

    @Test func anErrorNamesItsLine() throws {
        var decoder = ScanEventDecoder()
        let line = try ScanEvent.phase(ScanPhase(.plan)).ndjsonLine()
        let error = #expect(throws: ScanError.self) { try decoder.decode("\(line)\nStarting…\n".utf8) }
        #expect(error?.message.hasPrefix("Line 3 of the events cannot be read: ") == true)
    }

    @Test func whatComesBeforeABadLineInTheSameBytesIsHandedOver() async throws {
        var decoder = ScanEventDecoder()
        let line = try ScanEvent.phase(ScanPhase(.plan)).ndjsonLine()
        let taken = Mutex<[ScanEvent]>([])
        let sink = ScanEventSink { event in taken.withLock { $0.append(event) } }
        let bytes = Array("\(line)\n\(line)Starting…\n\(line)".utf8)
        let error = await #expect(throws: ScanError.self) { try await decoder.decode(bytes, into: sink) }
        #expect(taken.withLock { $0 } == [.phase(ScanPhase(.plan)), .phase(ScanPhase(.plan))])
        #expect(error?.message.hasPrefix("Line 4 of the events cannot be read: ") == true)
    }

    @Test func outputThatIsCutShortIsAnError() throws {
        var decoder = ScanEventDecoder()
        #expect(try decoder.decode(Array(bytes.dropLast(5))).count == Sample.events.count - 1)
        #expect(throws: ScanError.self) { try decoder.finish() }
    }

    @Test func aLineWithoutEndIsRefusedAtItsBound() throws {
        var decoder = ScanEventDecoder(maximumLineBytes: 1_000)
        #expect(try decoder.decode([UInt8](repeating: 0x20, count: 1_000)) == [])
        let error = #expect(throws: ScanError.self) { try decoder.decode([0x20]) }
        #expect(error?.code == .invalidEncoding)
    }
}
