//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Reads what a container prints while it runs, over as many connections as it takes.
///
/// An engine that goes away and comes back is asked again from the beginning, and what was read already is left out.
actor ContainerLog {
    private let client: DockerClient
    private let container: String
    private let stopper: ContainerStopper
    private let maximumBytes: Int
    private let outageSeconds: Double
    /// How long a container that prints nothing may keep an engine from beginning its answer.
    private let silentSeconds: Double
    /// Whether all that matters was read.
    private let isComplete: @Sendable () -> Bool

    private var stream: DockerStream?
    private var decoder = FrameDecoder()
    /// The bytes of standard output that were handed on, and how many of those the present connection brings again.
    private var handedOn = 0
    private var repeated = 0
    private var total = 0
    /// What was wrong with the bytes whose good part was handed on last.
    private var failure: (any Error)?
    private var isAtEnd = false
    private var readsOnce = false
    /// The end of standard error.
    private(set) var errors = ErrorTail()

    init(
        _ client: DockerClient,
        container: String,
        stopper: ContainerStopper,
        maximumBytes: Int,
        outageSeconds: Double,
        silentSeconds: Double,
        isComplete: @escaping @Sendable () -> Bool
    ) {
        self.client = client
        self.container = container
        self.stopper = stopper
        self.maximumBytes = maximumBytes
        self.outageSeconds = outageSeconds
        self.silentSeconds = silentSeconds
        self.isComplete = isComplete
    }

    /// The next bytes of standard output, or `nil` once the container has ended or was stopped.
    ///
    /// - Throws: ``DockerError`` if the engine stays away.
    func next() async throws -> [UInt8]? {
        while !isAtEnd, !stopper.isOver {
            if let failure { throw failure }
            guard let stream else {
                try await open()
                continue
            }
            do {
                stopper.noteWaiting(true)
                defer { stopper.noteWaiting(false) }
                guard let bytes = try await stream.next() else {
                    try await decideAfterEnd()
                    continue
                }
                let output = try take(bytes)
                if !output.isEmpty { return output }
            } catch let error as DockerError {
                // What the engine says, or what is no frame, would be the same the next time.
                throw error
            } catch {
                // The connection broke: the engine may come back.
                self.stream = nil
                await client.pause(milliseconds: 100)
            }
        }
        return nil
    }

    /// What is new of standard output in these bytes. What is wrong with them is thrown once that was taken.
    private func take(_ bytes: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        do {
            try decoder.decode(bytes) { piece in
                total += piece.bytes.count
                switch piece.source {
                case .error:
                    errors.append(piece.bytes)
                case .output:
                    let known = min(repeated, piece.bytes.count)
                    repeated -= known
                    output += piece.bytes.dropFirst(known)
                case .input: break
                case .engine:
                    let words = String(decoding: piece.bytes, as: UTF8.self)
                    throw DockerError(.engineFailed, "The engine cannot read what the container prints: \(words)")
                }
            }
        } catch {
            guard !output.isEmpty else { throw error }
            failure = error
        }
        handedOn += output.count
        if total > maximumBytes {
            stopper.stop(.tooMuchOutput)
            stopper.end()
        }
        return output
    }

    /// Connects, and goes on trying for a while where the engine is away.
    private func open() async throws {
        var deadline: ContinuousClock.Instant?
        while true {
            do {
                // One that has ended prints no more, also where the engine does not end its answer.
                readsOnce = readsOnce || stopper.sawEnd
                let follows = !readsOnce
                let seconds = follows ? Int64(min(silentSeconds, 1e6)) + 60 : 60
                stream = try await client.logs(container, follows: follows, seconds: seconds) {
                    stopper.keep($0, follows: follows)
                }
                decoder = FrameDecoder()
                repeated = handedOn
                total = 0
                errors = ErrorTail()
                return
            } catch let error as DockerError where error.code == .unreachable || error.code == .engineFailed {
                if stopper.isOver { return }
                // Counted from the first failure: a container that prints nothing may keep an answer from beginning.
                let end = deadline ?? .now + .seconds(outageSeconds)
                deadline = end
                guard .now < end else { throw error }
                await client.pause(milliseconds: 250)
            }
        }
    }

    /// The engine has ended the answer: because the container has ended, or because the engine has.
    private func decideAfterEnd() async throws {
        stream = nil
        if readsOnce || isComplete() {
            isAtEnd = true
            return
        }
        let details = try await client.inspectPatiently(container, seconds: outageSeconds) { self.stopper.isOver }
        if details?.state.isRunning == true {
            await client.pause(milliseconds: 100)
        } else {
            // An engine that is being stopped ends answers before they are whole.
            readsOnce = true
        }
    }
}

extension DockerClient {
    /// What is known of a container, also where the engine is away for a while; `nil` once nobody waits for it.
    func inspectPatiently(
        _ container: String,
        seconds: Double,
        until isOver: @Sendable () -> Bool
    ) async throws -> ContainerDetails? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            do {
                return try await inspectContainer(container)
            } catch let error as DockerError where error.code == .unreachable {
                if isOver() { return nil }
                guard .now < deadline else { throw error }
                await pause(milliseconds: 250)
            }
        }
    }
}
