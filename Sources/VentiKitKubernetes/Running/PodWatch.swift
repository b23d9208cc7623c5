//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Follows the pods of one scan: lists them once, and hears of every change from there on.
struct PodWatch: Sendable {
    let client: ClusterClient
    let selector: String
    let stopper: JobStopper

    /// The pods, by their names.
    private(set) var pods: [String: Pod] = [:]
    /// From where the watch goes on; `nil` before the first list, and where the cluster has forgotten.
    private var version: String?

    init(_ client: ClusterClient, _ mark: JobMark, _ stopper: JobStopper) {
        self.client = client
        selector = mark.selector
        self.stopper = stopper
    }

    /// The pod that the scan is in: the newest that is not being taken away, or the newest.
    var newest: Pod? {
        let sorted = pods.values.sorted {
            (($0.metadata.creationTimestamp ?? ""), $0.metadata.name) < (
                ($1.metadata.creationTimestamp ?? ""), $1.metadata.name
            )
        }
        return sorted.last { $0.metadata.deletionTimestamp == nil } ?? sorted.last
    }

    /// Watches until the closure has seen enough, or the time is up, or the scan is stopped.
    ///
    /// - Returns: Whether the closure has seen enough.
    /// - Throws: ``KubernetesError`` if the cluster stays away or refuses, and what the closure throws.
    mutating func wait(seconds: Double, _ isEnough: (PodWatch) throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var retry = Retry(seconds: client.outageSeconds)
        while !stopper.isOver {
            do {
                if version == nil {
                    try await list()
                    if try isEnough(self) { return true }
                }
                let left = (deadline - .now) / .seconds(1)
                guard left > 0.01 else { return false }
                if try await watch(seconds: left, isEnough) { return true }
                guard .now < deadline else { return false }
                // A watch that ends at once, as behind some proxies, must not be asked for in a circle.
                await client.pause(seconds: 0.1)
                retry = Retry(seconds: client.outageSeconds)
            } catch let error as KubernetesError where error.code == .unreachable || error.code == .clusterFailed {
                guard .now < deadline else { return false }
                guard let pause = retry.pause(nil), !stopper.isOver else { throw error }
                await client.pause(seconds: min(pause, max(0.01, (deadline - .now) / .seconds(1))))
            }
        }
        return false
    }

    private mutating func list() async throws {
        let list = try await client.pods(selector, until: { [stopper] in stopper.isOver })
        pods = Dictionary(list.items.map { ($0.metadata.name, $0) }, uniquingKeysWith: { $1 })
        version = list.metadata.resourceVersion
    }

    /// One watch, which the cluster ends after a while.
    private mutating func watch(seconds: Double, _ isEnough: (PodWatch) throws -> Bool) async throws -> Bool {
        let whole = max(1, Int(min(seconds, 55).rounded(.up)))
        var call = ClusterConnection.Call(
            .get,
            client.path("pods"),
            query: [
                ("watch", "1"), ("labelSelector", selector), ("resourceVersion", version ?? "0"),
                ("allowWatchBookmarks", "true"), ("timeoutSeconds", "\(whole)"),
            ]
        )
        call.seconds = min(seconds, Double(whole) + 15)
        let stream: ClusterStream
        do {
            stream = try await client.stream(call) { stopper.keep($0) }
        } catch let error as KubernetesError where error.code == .notFound {
            // The answer to a version that is too old, where it is not told in the stream.
            version = nil
            return false
        }
        defer { stream.cancel() }
        var decoder = WatchDecoder<Pod>()
        while let bytes = try await next(stream) {
            for event in try decoder.decode(bytes) {
                guard try await take(event) else { return false }
                if try isEnough(self) { return true }
            }
        }
        return false
    }

    /// The next bytes, or `nil` at the end and where the connection breaks: the watch then goes on from where it was.
    private func next(_ stream: ClusterStream) async throws -> [UInt8]? {
        do { return try await stream.next() } catch { return nil }
    }

    /// Takes an event in, and says whether the watch goes on.
    private mutating func take(_ event: WatchEvent<Pod>) async throws -> Bool {
        switch event {
        case .changed(let pod):
            pods[pod.metadata.name] = pod
            version = pod.metadata.resourceVersion ?? version
        case .deleted(let pod):
            pods[pod.metadata.name] = nil
            version = pod.metadata.resourceVersion ?? version
        case .bookmark(let version): self.version = version
        case .expired:
            version = nil
            return false
        case .failed(let error, let delay):
            guard error.code == .clusterFailed else { throw error }
            await client.pause(seconds: min(delay ?? 1, 10))
            return false
        }
        return true
    }
}
