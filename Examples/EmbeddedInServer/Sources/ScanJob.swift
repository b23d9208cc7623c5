//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import VentiKit

/// What a user sees of a scan.
struct ScanStatus: ResponseEncodable, Sendable, Equatable {
    enum State: String, Codable, Sendable {
        case waiting, running, finished, cancelled, failed
    }

    /// A finding in short; the report has all of it.
    struct Item: Codable, Sendable, Equatable {
        var severity: String
        var check: String
        var operation: String
        var summary: String
    }

    var id: UUID
    var state = State.waiting
    /// From 0 to 1.
    var progress = 0.0
    var activity = ""
    var findings: [Item] = []
    /// Why the scan failed.
    var message: String?

    var hasEnded: Bool { state != .waiting && state != .running }
}

/// A scan that somebody has asked for.
struct ScanJob: Sendable {
    let id: UUID
    let request: ScanRequest
    /// Ends when the scan is cancelled.
    let cancellation: AsyncStream<Never>
}

/// What a user posts.
struct NewScan: Decodable, Sendable {
    /// The text of the OpenAPI document. Never a path: a server must not read its own files for its users.
    var document: String
    /// The base URL of the API.
    var target: String
    /// The tokens of the API's users by their names. They stay in memory, and no report holds them.
    var tokens: [String: String]?
    var profile: ScanPolicy.Profile?
    var requestsPerSecond: Double?

    /// - Throws: `HTTPError` where the user may not have that scanned.
    func request(mayScan: (TargetURL) -> Bool) throws -> ScanRequest {
        guard let url = try? TargetURL(target) else { throw HTTPError(.badRequest, message: "The target is no URL.") }
        guard mayScan(url) else { throw HTTPError(.forbidden, message: "You may not scan \(url).") }
        var request = ScanRequest(document: .bytes(Array(document.utf8), name: "openapi.yaml"), target: target)
        request.identities = (tokens ?? [:]).sorted { $0.key < $1.key }.map { Identity($0.key, bearer: $0.value) }
        request.policy.profile = profile ?? .safe
        request.policy.requestsPerSecond = min(requestsPerSecond ?? 20, 50)
        request.policy.maximumSeconds = 600
        return request
    }
}
