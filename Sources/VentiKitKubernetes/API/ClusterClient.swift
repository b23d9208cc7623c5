//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import EngineHTTP
import NIOCore
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One namespace of a cluster, asked patiently: what may be repeated is repeated while the cluster is away.
///
/// Lives as long as the closure of ``withClient(_:_:_:_:)``.
struct ClusterClient: Sendable {
    let connection: ClusterConnection
    let namespace: String
    /// How long the cluster may be away, in seconds.
    let outageSeconds: Double

    /// Gives a client to the closure, and closes its connections afterwards.
    ///
    /// - Throws: ``KubernetesError`` if the credentials cannot be had or used, and what the closure throws.
    static func withClient<Result: Sendable>(
        _ configuration: KubernetesExecutor.Configuration,
        _ cluster: KubernetesCluster,
        _ tokens: TokenKeeper,
        _ body: (ClusterClient) async throws -> Result
    ) async throws -> Result {
        let connection = try await ClusterConnection(cluster, tokens, observer: configuration.observer)
        let client = ClusterClient(
            connection: connection,
            namespace: configuration.namespace ?? cluster.namespace ?? "default",
            outageSeconds: configuration.outageSeconds
        )
        do {
            let result = try await body(client)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Makes a call, again where the cluster is away or has too much to do, and gives the answer where it has one of these
    /// statuses.
    ///
    /// - Parameter isOver: Whether nobody waits for the answer any more, so that it is not asked for again.
    /// - Throws: ``KubernetesError`` in the cluster's words for any other status.
    func call(
        _ call: ClusterConnection.Call,
        expecting statuses: Set<Int> = [200, 201, 202],
        until isOver: @Sendable () -> Bool = { false }
    ) async throws -> ClusterConnection.Answer {
        var retry = Retry(seconds: outageSeconds)
        while true {
            var problem: KubernetesError
            var wanted: Double?
            do {
                let authorization = try await tokens.authorization()
                let answer = try await connection.send(call, authorization: authorization)
                if statuses.contains(answer.status) || (retry.wasSent && answer.status == 409 && call.method == .post) {
                    // What was sent before and whose answer was lost is there now: its name is nobody else's.
                    return answer
                }
                problem = ClusterStatus(body: answer.body).error(answer.status, isAnonymous: tokens.isAnonymous)
                if answer.status == 401, retry.mayRenew, await tokens.refuse(authorization) {
                    retry.mayRenew = false
                    continue
                }
                guard retry.isWorthwhile(answer.status, hasDelay: answer.retryAfter != nil) else { throw problem }
                wanted = answer.retryAfter
            } catch let error as KubernetesError where error.code == .unreachable {
                retry.noteOutage()
                problem = error
            }
            guard let pause = retry.pause(wanted), !isOver() else { throw problem }
            await self.pause(seconds: pause)
        }
    }

    /// Makes a call whose answer is JSON.
    func value<Value: Decodable>(
        _ type: Value.Type,
        _ call: ClusterConnection.Call,
        until isOver: @Sendable () -> Bool = { false }
    ) async throws -> Value {
        try Self.decode(type, from: try await self.call(call, until: isOver).body)
    }

    /// Begins an answer that comes bit by bit, and asks only once; for a status of 401 once more with a new token.
    func stream(
        _ call: ClusterConnection.Call,
        keep: (@escaping ClusterStream.Cancel) -> Void
    ) async throws -> ClusterStream {
        var mayRenew = true
        while true {
            let authorization = try await tokens.authorization()
            let stream = try await connection.stream(call, authorization: authorization, keep: keep)
            if stream.status == 200 { return stream }
            let body = try await stream.bytes.collect(upTo: 16 << 10)
            stream.cancel()
            if stream.status == 401, mayRenew, await tokens.refuse(authorization) {
                mayRenew = false
                continue
            }
            throw ClusterStatus(body: body).error(stream.status, isAnonymous: tokens.isAnonymous)
        }
    }

    /// Waits, also in a task that was cancelled.
    func pause(seconds: Double) async {
        let amount = TimeAmount.milliseconds(Int64(seconds * 1_000))
        try? await connection.eventLoop.scheduleTask(in: amount) {}.futureResult.get()
    }

    var tokens: TokenKeeper { connection.tokens }

    static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw KubernetesError(.invalidAnswer, "The cluster's answer is not what its API describes.", cause: error)
        }
    }
}

/// When a call is made again, and after how long.
struct Retry: Sendable {
    /// Whether a new token may be tried.
    var mayRenew = true
    /// Whether an answer to an earlier try may have been lost.
    private(set) var wasSent = false
    private let seconds: Double
    private var began: ContinuousClock.Instant?
    private var tries = 0

    /// - Parameter seconds: How long to go on from the first failure on.
    init(seconds: Double) { self.seconds = seconds }

    mutating func noteOutage() { wasSent = true }

    /// Whether the status may be another one soon. An API server that has just begun refuses what it will soon allow.
    mutating func isWorthwhile(_ status: Int, hasDelay: Bool) -> Bool {
        switch status {
        case 429, 503: return true
        case 500, 502, 504:
            wasSent = true
            return status != 500 || hasDelay
        case 401, 403: return wasSent && tries < 8
        default: return false
        }
    }

    /// How many seconds to wait, or `nil` where it was tried long enough.
    ///
    /// - Parameter wanted: What the cluster asks for.
    mutating func pause(_ wanted: Double?) -> Double? {
        let now = ContinuousClock.now
        let start = began ?? now
        began = start
        tries += 1
        let left = seconds - (now - start) / .seconds(1)
        guard left > 0 else { return nil }
        if let wanted { return wanted <= left ? max(0.05, wanted) : nil }
        let bound = min(8, 0.2 * Double(1 << min(tries, 6)))
        return min(left, Double.random(in: bound / 2...bound))
    }
}
