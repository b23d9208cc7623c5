//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Random plans against random guards: not one request leaves the scope, the budget, the rate or the concurrency.
@Suite(.timeLimit(.minutes(2)))
struct ProbeClientGuardTests {
    private static let pieces = [
        "/", "//", "users", "admin", "ADMIN", "%61dmin", "..", "%2e%2e", "%252e.", "..;", "..%2f", "..%5c", "\\", "/./",
        ";x=1",
        "%2f", "%00", "%09", "%3f", "?q=/../admin", "#", "é", "1", "%", "v2", "v1", "@evil.example", "://evil.example/",
        " ", "\r\nX: y",
    ]

    private static func request(_ random: inout SeededGenerator) -> ProbeRequest {
        var target = Bool.random(using: &random) ? "/" : ""
        for _ in 0..<Int.random(in: 0...7, using: &random) { target += pieces.randomElement(using: &random) ?? "" }
        let method = ["GET", "POST", "DELETE", "OPTIONS", "GET /admin", ""].randomElement(using: &random) ?? "GET"
        var headers = HeaderLines()
        if Int.random(in: 0..<8, using: &random) == 0 { headers.append("hOST", "evil.example") }
        if Int.random(in: 0..<8, using: &random) == 0 { headers.append("A", "b\r\nHost: evil.example") }
        return ProbeRequest(method: method, target: target, headers: headers)
    }

    /// The segments of a path for a server that believes everything, worked out apart from the scope's own reading.
    private static func segments(_ target: String) -> [String] {
        var path = String(target.prefix { $0 != "?" && $0 != "#" })
        for _ in 0..<6 {
            for (code, text) in [
                ("%2e", "."), ("%2f", "/"), ("%5c", "/"), ("%25", "%"), ("%61", "a"), ("%00", ""), ("%09", ""),
                ("%3f", "?"),
            ] {
                path = path.replacing(code, with: text)
            }
        }
        path = String(path.prefix { $0 != "?" })
        var segments: [String] = []
        for piece in path.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
            let name = piece.prefix { $0 != ";" }
            if name == ".." {
                _ = segments.popLast()
            } else if name != ".", !name.isEmpty {
                segments.append(name.lowercased())
            }
        }
        return segments
    }

    @Test(arguments: 0..<40)
    func sendsNothingThatItsGuardsForbid(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let target = try TargetURL("http://api.example/v1")
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        options.scope.excludedPaths = ["/admin"]
        options.scope.methods = ["GET", "POST", "OPTIONS"]
        options.maximumRequests = Int.random(in: 5...60, using: &random)
        options.requestsPerSecond = [nil, 1, 20, 500].randomElement(using: &random) ?? nil
        options.concurrency = Int.random(in: 1...6, using: &random)
        let clock = ManualClock()
        let duration = Duration.seconds(Int.random(in: 1...30, using: &random))
        options.deadline = clock.start.advanced(by: duration)
        let answers = (0..<200).map { _ in Int.random(in: 0..<10, using: &random) }
        let transport = RecordingTransport(clock: clock) { _, number in
            switch answers[number % answers.count] {
            case 0: throw ProbeError(.connectionClosed, "closed")
            case 1: return ProbeResponse(status: 429, headers: ["Retry-After": "1"])
            case 2: throw ProbeError(.timedOut, "late")
            default: return ProbeResponse(status: 200)
            }
        }
        let limits = options
        let client = ProbeClient(
            target: target,
            transport: transport,
            options: options,
            clock: clock.probeClock,
            observer: nil
        )
        let requests = (0..<150).map { _ in Self.request(&random) }
        await withTaskGroup { group in
            for (index, request) in requests.enumerated() {
                group.addTask {
                    if index.isMultiple(of: 25) {
                        try? await client.withExclusiveAccess { _ = try await client.send(request, purpose: .attack) }
                    } else {
                        _ = try? await client.send(request, purpose: index.isMultiple(of: 7) ? .replay : .attack)
                    }
                }
            }
        }

        let records = transport.records
        #expect(!records.isEmpty)
        #expect(records.count <= limits.maximumRequests)
        #expect(transport.mostInFlight <= limits.concurrency)
        #expect(client.statistics.sent == records.count)
        for (index, record) in records.enumerated() {
            let segments = Self.segments(record.request.target)
            #expect(segments.first == "v1", "\(record.request.target)")
            #expect(segments.dropFirst().first != "admin", "\(record.request.target)")
            #expect(record.request.target.utf8.allSatisfy { $0 > 0x20 })
            #expect(["GET", "POST", "OPTIONS"].contains(record.request.method))
            #expect(!record.request.headers.lines.contains { $0.value.contains("evil.example") })
            #expect(record.elapsed < duration)
            if let rate = limits.requestsPerSecond {
                // Whoever came so far had his turn by now, and turns are a full interval apart.
                #expect(record.elapsed >= .seconds(1 / rate) * index)
            }
        }
    }
}
