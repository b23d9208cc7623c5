//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting

struct TransportTests {
    private let deadline = ContinuousClock.now + .seconds(60)

    @Test func aFakeTransportAnswersAndRemembers() async throws {
        let transport = FakeTransport { ProbeResponse(status: $0.target == "/a" ? 200 : 404) }
        for (target, status) in [("/a", 200), ("/b", 404)] {
            let request = ProbeRequest(method: "GET", target: target)
            let response = try await transport.send(request, deadline: deadline, options: ProbeOptions())
            #expect(response.status == status)
        }
        #expect(transport.requests.map(\.target) == ["/a", "/b"])
    }

    @Test func aRecordingTransportKeepsAnswersAndErrors() async throws {
        let recording = RecordingTransport(
            FakeTransport { request in
                if request.target == "/down" { throw ProbeError(.connectionReset, "Gone.") }
                return ProbeResponse(status: 204)
            }
        )
        let report = ProbeRequest(method: "GET", target: "/up")
        #expect(try await recording.send(report, deadline: deadline, options: ProbeOptions()).status == 204)
        await #expect(throws: ProbeError.self) {
            let down = ProbeRequest(method: "GET", target: "/down")
            _ = try await recording.send(down, deadline: deadline, options: ProbeOptions())
        }
        #expect(recording.records.map(\.request.target) == ["/up", "/down"])
        #expect(try recording.records[0].result.get().status == 204)
        #expect(throws: ProbeError.self) { try recording.records[1].result.get() }
    }

    @Test func aScanGoesThroughATransportOfOnesOwn() async throws {
        let api = NotesAPI()
        let inProcess = InProcessTransport(target: try TargetURL("http://localhost")) { request, body in
            api.respond(to: request, body: body)
        }
        let recording = RecordingTransport(inProcess)
        let report = try await NotesAPI.scan().run(over: .transport(recording))
        #expect(report.statistics.requestsSent == recording.records.count)
    }
}
