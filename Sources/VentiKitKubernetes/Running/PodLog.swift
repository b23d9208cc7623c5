//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Reads what a pod prints while it runs, over as many connections as it takes, each line once.
///
/// A cluster gives both of a program's outputs as one. A line that begins like a JSON object counts as standard output, and
/// every other one as standard error.
actor PodLog {
    private let client: ClusterClient
    private let pod: String
    private let stopper: JobStopper
    private let maximumBytes: Int
    /// Whether lines that are no objects belong to standard error: a cluster does not keep the two apart.
    private let printsEvents: Bool
    /// Whether all that matters was read.
    private let isComplete: @Sendable () -> Bool

    private var stream: ClusterStream?
    private var decoder: PodLogDecoder
    private var seen = SeenLines()
    private var total = 0
    private var isAtEnd = false
    private var readsOnce = false
    private var retry: Retry
    private var pauses = 0
    /// The end of standard error.
    private(set) var errors = ErrorTail()

    init(
        _ client: ClusterClient,
        pod: String,
        stopper: JobStopper,
        maximumBytes: Int,
        printsEvents: Bool,
        isComplete: @escaping @Sendable () -> Bool
    ) {
        self.client = client
        self.pod = pod
        self.stopper = stopper
        self.maximumBytes = maximumBytes
        self.printsEvents = printsEvents
        self.isComplete = isComplete
        decoder = PodLogDecoder(maximumLineBytes: ScanEvent.defaultMaximumLineBytes + (1 << 20))
        retry = Retry(seconds: client.outageSeconds)
    }

    /// The next lines of standard output, or `nil` once the program has ended or was stopped.
    ///
    /// - Throws: ``KubernetesError`` if the cluster, or the node, stays away.
    func next() async throws -> [UInt8]? {
        while !isAtEnd, !stopper.isOver, !isComplete() {
            guard let stream else {
                try await open()
                continue
            }
            let bytes: [UInt8]?
            do {
                bytes = try await stream.next()
            } catch {
                // The connection broke, or said nothing for long: what comes after is read over another one.
                end(stream)
                retry.noteOutage()
                guard let pause = retry.pause(nil) else { throw error }
                await client.pause(seconds: pause)
                continue
            }
            if let bytes {
                retry = Retry(seconds: client.outageSeconds)
                let output = try take(try decoder.decode(bytes))
                if !output.isEmpty { return output }
            } else {
                end(stream)
                if let output = try await decideAfterEnd(), !output.isEmpty { return output }
            }
        }
        if let stream { end(stream) }
        return nil
    }

    private func end(_ stream: ClusterStream) {
        stream.cancel()
        self.stream = nil
    }

    private func take(_ lines: [PodLogLine]) throws -> [UInt8] {
        var output: [UInt8] = []
        for line in lines where seen.isNew(line) {
            total += line.text.count + 1
            if !printsEvents || line.text.first(where: { $0 != UInt8(ascii: " ") }) == UInt8(ascii: "{") {
                output += line.text
                output.append(UInt8(ascii: "\n"))
            } else {
                errors.append(line.text + [UInt8(ascii: "\n")])
            }
        }
        if total > maximumBytes {
            stopper.stop(.tooMuchOutput)
            return []
        }
        return output
    }

    /// Connects, and goes on trying for a while where the cluster or the node is away.
    private func open() async throws {
        var query = [
            ("container", JobManifest.containerName), ("follow", readsOnce ? "false" : "true"), ("timestamps", "true"),
        ]
        if let since = seen.since { query.append(("sinceTime", since)) }
        var call = ClusterConnection.Call(.get, client.path("pods") + "/\(pod)/log", query: query)
        call.seconds = 4 * 3_600
        do {
            let opened = try await client.stream(call) { stopper.keep($0) }
            seen.reconnect()
            decoder = PodLogDecoder(maximumLineBytes: ScanEvent.defaultMaximumLineBytes + (1 << 20))
            stream = opened
        } catch let error as KubernetesError {
            try await decide(after: error)
        }
    }

    private func decide(after error: KubernetesError) async throws {
        switch error.code {
        case .notFound: isAtEnd = true
        case .unreachable, .clusterFailed, .refused, .forbidden, .unauthorized:
            if error.code != .unreachable, try await client.pod(pod, until: { stopper.isOver })?.isOver != false {
                // There is no log of a container that is gone.
                if readsOnce || error.code == .refused {
                    isAtEnd = true
                    return
                }
                readsOnce = true
            }
            if error.code == .unreachable { retry.noteOutage() }
            let mayMend = error.code == .unreachable || retry.isWorthwhile(503, hasDelay: false)
            guard mayMend, let pause = retry.pause(nil) else { throw error }
            // Only who was away may be refused for a moment afterwards.
            if error.code == .forbidden || error.code == .unauthorized, !retry.wasSent { throw error }
            await client.pause(seconds: pause)
        default: throw error
        }
    }

    /// The cluster has ended the answer: because the program has ended, or for reasons of its own.
    ///
    /// - Returns: A last line without an end, where the program has ended.
    private func decideAfterEnd() async throws -> [UInt8]? {
        if isComplete() { return nil }
        let last = decoder.finish()
        if readsOnce {
            isAtEnd = true
            return try take(last.map { [$0] } ?? [])
        }
        guard let state = try await client.pod(pod, until: { stopper.isOver }) else {
            isAtEnd = true
            return try take(last.map { [$0] } ?? [])
        }
        if state.isOver {
            // A node that is being stopped ends answers before they are whole.
            readsOnce = true
        } else {
            // The cluster's word that the program has ended comes after the end of its log.
            pauses += 1
            await client.pause(seconds: min(5, 0.2 * Double(pauses)))
        }
        return nil
    }
}
