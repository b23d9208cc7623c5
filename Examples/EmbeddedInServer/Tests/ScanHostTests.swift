//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing
import VentiKit

@testable import EmbeddedInServer

@Suite(.timeLimit(.minutes(3)))
struct ScanHostTests {
    private struct Status: Decodable {
        var id: UUID
        var state: String
        var findings: [ScanStatus.Item]
        var message: String?
    }

    /// A client of the server, as a user has it.
    private struct User {
        let client: any TestClientProtocol

        func start(_ target: String, document: String = ToyAPI.document, rate: Double = 50) async throws -> Status {
            let body = ["document": document, "target": target]
            var json = try #require(String(data: JSONEncoder().encode(body), encoding: .utf8))
            json = json.dropLast() + #","requestsPerSecond":\#(rate),"tokens":{"alice":"t0ken-of-alice"}}"#
            return try await client.execute(uri: "/scans", method: .post, body: ByteBuffer(string: json)) { response in
                try #require(response.status == .accepted)
                return try JSONDecoder().decode(Status.self, from: Data(response.body.readableBytesView))
            }
        }

        func status(_ id: UUID, _ method: HTTPRequest.Method = .get) async throws -> Status {
            try await client.execute(uri: "/scans/\(id)", method: method) { response in
                try JSONDecoder().decode(Status.self, from: Data(response.body.readableBytesView))
            }
        }

        /// Waits until the scan is in one of the states.
        func wait(_ id: UUID, for states: Set<String>) async throws -> Status {
            while true {
                let status = try await status(id)
                if states.contains(status.state) { return status }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func withUser(
        of host: ScanHost = ScanHost(),
        _ body: @escaping @Sendable (User) async throws -> Void
    )
        async throws
    {
        try await host.application(port: 0).test(.router) { client in try await body(User(client: client)) }
    }

    @Test func aScanFindsTheFlawAndKeepsItsReport() async throws {
        try await ToyAPI.serve { target in
            try await withUser { user in
                let scan = try await user.start(target)
                let status = try await user.wait(scan.id, for: ["finished", "failed", "cancelled"])
                #expect(status.state == "finished", "\(status.message ?? "")")
                #expect(status.findings.contains { $0.check == "auth.missing" && $0.operation == "GET /notes" })
                let report = try await user.client.execute(uri: "/scans/\(scan.id)/report", method: .get) {
                    try JSONDecoder().decode(ScanReport.self, from: Data($0.body.readableBytesView))
                }
                #expect(report.findings.count == status.findings.count)
            }
        }
    }

    @Test func theEventsEndWithTheEndOfTheScan() async throws {
        try await ToyAPI.serve { target in
            try await withUser { user in
                let scan = try await user.start(target)
                let text = try await user.client.execute(uri: "/scans/\(scan.id)/events", method: .get) {
                    #expect($0.headers[.contentType] == "text/event-stream")
                    return String(buffer: $0.body)
                }
                let events = text.split(separator: "\n").filter { $0.hasPrefix("event: ") }
                #expect(events.last == "event: finished")
                #expect(events.count > 1)
            }
        }
    }

    @Test func aCancelledScanEndsWithWhatItHasFound() async throws {
        try await ToyAPI.serve { target in
            try await withUser { user in
                let scan = try await user.start(target, rate: 1)
                _ = try await user.wait(scan.id, for: ["running"])
                _ = try await user.status(scan.id, .delete)
                #expect(try await user.wait(scan.id, for: ["finished", "failed", "cancelled"]).state == "cancelled")
            }
        }
    }

    /// So many run at once, so many wait, and the rest is told to come again.
    @Test func theNumberOfScansIsBounded() async throws {
        let gate = GatedScanner()
        var host = ScanHost()
        host.scanner = gate
        host.maximumRunning = 2
        host.maximumWaiting = 1
        try await withUser(of: host) { user in
            let target = "http://127.0.0.1:1"
            let first = try await user.start(target)
            _ = try await user.wait(first.id, for: ["running"])
            let second = try await user.start(target)
            _ = try await user.wait(second.id, for: ["running"])
            var third = try await user.start(target)
            // The runner has taken the third out of the queue, and waits with it for a place.
            let body = #"{"document":"","target":"\#(target)"}"#
            let refused = try await user.client.execute(
                uri: "/scans",
                method: .post,
                body: ByteBuffer(string: body)
            )
            #expect(refused.status == .tooManyRequests)
            #expect(gate.running == 2)
            third = try await user.status(third.id)
            #expect(third.state == "waiting")
            for scan in [first, second, third] {
                _ = try await user.status(scan.id, .delete)
                _ = try await user.wait(scan.id, for: ["cancelled"])
            }
            #expect(gate.most == 2)
        }
    }

    @Test func aTargetThatIsNotTheUsersIsRefused() async throws {
        try await withUser { user in
            for (target, status) in [("http://192.0.2.1", 403), ("no address", 400)] {
                let body = #"{"document":"","target":"\#(target)"}"#
                let response = try await user.client.execute(
                    uri: "/scans",
                    method: .post,
                    body: ByteBuffer(string: body)
                )
                #expect(response.status.code == status)
            }
        }
    }

    @Test func aScanThatCannotBeginSaysWhy() async throws {
        try await withUser { user in
            let scan = try await user.start("http://127.0.0.1:1", document: "no document")
            let status = try await user.wait(scan.id, for: ["finished", "failed", "cancelled"])
            #expect(status.state == "failed")
            #expect(status.message?.isEmpty == false)
        }
    }
}

/// A scanner that runs until it is cancelled, and counts.
private final class GatedScanner: APIScanner {
    private let counts = Mutex((running: 0, most: 0))
    let descriptor = ScannerDescriptor(id: "gated", title: "Gated", version: "1")

    var running: Int { counts.withLock { $0.running } }
    var most: Int { counts.withLock { $0.most } }

    func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        counts.withLock { counts in
            counts.running += 1
            counts.most = max(counts.most, counts.running)
        }
        defer { counts.withLock { $0.running -= 1 } }
        try await Task.sleep(for: .seconds(3_600))
    }
}
