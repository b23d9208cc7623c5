//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

/// A random client, random requests, and a target that answers at random.
struct GuardPlan: Sendable {
    enum Answer: Sendable { case success(Duration), limited, unavailable, reset, late }

    var options: ProbeClient.Options
    var duration: Duration
    var requests: [(request: ProbeRequest, isReplay: Bool, isExclusive: Bool)]
    var answers: [Answer]
    let target: TargetURL

    /// The header by which a request can be told for a replay.
    static let replayMark = "x-replay"

    private static let globs: [[PathGlob]] = [
        [], [], ["/users/**"], ["/users/*", "/v?/**"], ["/**/x", "/users"], ["/*"],
    ]
    private static let pieces = [
        "/", "//", "users", "/users/", "admin", "ADMIN", "%61dmin", "..", "%2e%2e", "%252e.", "..;", "..%2f", "..%5c",
        "\\",
        "/./", ";x=1", "%2f", "%00", "%09", "%3f", "?q=/../admin", "#", "é", "1", "/x", "%", "v2", "v1", "delete",
        "@evil.example", "://evil.example/", " ", "\r\nX: y",
    ]

    init(seed: UInt64, start: ContinuousClock.Instant) throws {
        var random = SeededGenerator(seed: seed)
        func pick<Element>(_ elements: [Element], or fallback: Element) -> Element {
            elements.randomElement(using: &random) ?? fallback
        }
        target = try TargetURL("http://api.example" + pick(["", "/v1", "/api/v1"], or: ""))
        options = ProbeClient.Options(scope: ScanScope(target: target))
        options.scope.includedPaths = pick(Self.globs, or: [])
        options.scope.excludedPaths = pick([[], ["/admin"], ["/admin", "/users/*/delete"], ["**/Admin"]], or: [])
        options.scope.methods = pick([nil, ["GET"], ["GET", "POST", "OPTIONS"]], or: nil)
        options.maximumRequests = Int.random(in: 1...60, using: &random)
        options.replayReserve = pick([nil, 0, 3], or: nil)
        options.requestsPerSecond = pick([nil, 1, 20, 500, 5000], or: nil)
        options.concurrency = Int.random(in: 1...8, using: &random)
        options.isAdaptive = Int.random(in: 0..<4, using: &random) > 0
        duration = .seconds(Int.random(in: 1...40, using: &random))
        options.deadline = start.advanced(by: duration)
        requests = []
        for index in 0..<Int.random(in: 10...60, using: &random) {
            var request = Self.request(&random)
            let isReplay = index.isMultiple(of: 7)
            if isReplay { request.headers.append(Self.replayMark, "1") }
            requests.append((request, isReplay, index % 25 == 24))
        }
        let kinds: [Answer] = [.limited, .unavailable, .reset, .late]
        let trouble = Int.random(in: 0...4, using: &random)
        answers = []
        for _ in 0..<97 {
            let isTrouble = Int.random(in: 0..<8, using: &random) < trouble
            answers.append(
                isTrouble ? pick(kinds, or: .reset) : .success(.milliseconds(Int.random(in: 1...900, using: &random)))
            )
        }
    }

    private static let methods = ["GET", "GET", "get", "POST", "DELETE", "OPTIONS", "GET /admin", ""]

    private static func request(_ random: inout SeededGenerator) -> ProbeRequest {
        var target = ["/", "/", "/users/", "", "http://evil.example/"].randomElement(using: &random) ?? "/"
        let isPlain = Int.random(in: 0..<8, using: &random) < 3
        if isPlain { target = ["/users", "/users/1", "/v1/x", "/1/x?q=2"].randomElement(using: &random) ?? "/" }
        for _ in 0..<(isPlain ? 0 : Int.random(in: 0...5, using: &random)) {
            target += pieces.randomElement(using: &random) ?? ""
        }
        let method = methods.randomElement(using: &random)
        var headers = HeaderLines()
        if Int.random(in: 0..<8, using: &random) == 0 { headers.append("hOST", "evil.example") }
        if Int.random(in: 0..<8, using: &random) == 0 { headers.append("Host", "api.example") }
        if Int.random(in: 0..<12, using: &random) == 0 { headers.append("A", "b\r\nHost: evil.example") }
        if Int.random(in: 0..<12, using: &random) == 0 { headers.append("transfer_Encoding ", "chunked") }
        return ProbeRequest(method: method ?? "GET", target: target, headers: headers)
    }

    /// What the target does with its n-th request.
    func answer(_ number: Int) throws -> ProbeResponse {
        switch answers[number % answers.count] {
        case .success(let latency): return ProbeResponse(status: 200, timeToFirstByte: latency)
        case .limited: return ProbeResponse(status: 429, headers: ["Retry-After": "\(number % 40)"])
        case .unavailable: return ProbeResponse(status: 503, headers: ["Retry-After": "1"])
        case .reset: throw ProbeError(.connectionReset, "reset")
        case .late: throw ProbeError(.noResponse, "late")
        }
    }
}
