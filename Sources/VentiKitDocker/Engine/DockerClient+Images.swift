//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DockerClient {
    /// What is known of an image that is there.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/notFound`` for one that is not.
    func inspectImage(_ reference: String) async throws -> ImageDetails {
        try await value(ImageDetails.self, .init(.get, "/images/\(Self.pathSegment(reference))/json"))
    }

    /// Pulls an image, layer by layer.
    ///
    /// - Parameters:
    ///   - reference: The image with its tag or digest.
    ///   - credentials: Who asks the registry; `nil` for nobody.
    ///   - onProgress: Gets the share of the known bytes that is there, from 0 to 1.
    /// - Throws: ``DockerError`` with code ``DockerError/Code/imageUnavailable`` in the engine's words; `CancellationError`.
    func pull(
        _ reference: ImageReference,
        credentials: RegistryCredentials?,
        onProgress: (Double) async -> Void
    ) async throws {
        var call = DockerConnection.Call(
            .post,
            "/images/create",
            query: [("fromImage", reference.repository), ("tag", reference.digest ?? reference.tag)]
        )
        if let header = try credentials?.header() { call.headers = [("X-Registry-Auth", header)] }
        // The engine begins its answer once the registry has said something, and registries may be slow.
        call.seconds = 300
        let kept = StreamKeeper()
        do {
            try await withTaskCancellationHandler {
                let stream = try await self.stream(call) { kept.keep($0) }
                var progress = PullProgress()
                while let bytes = try await stream.next() {
                    if let problem = try progress.read(bytes) {
                        stream.cancel()
                        throw DockerError(.imageUnavailable, "The image \(reference) cannot be pulled: \(problem)")
                    }
                    await onProgress(progress.fraction)
                }
            } onCancel: {
                kept.cancel()
            }
            try Task.checkCancellation()
            // Of layers that come at once the engine tells no bytes.
            await onProgress(1)
        } catch {
            try Task.checkCancellation()
            guard let error = error as? DockerError else { throw connection.describe(error) }
            guard error.code != .unreachable, error.code != .imageUnavailable else { throw error }
            throw DockerError(
                .imageUnavailable,
                "The image \(reference) cannot be pulled. \(error.message)",
                cause: error
            )
        }
    }

    /// A reference within a path: slashes and colons belong to it.
    private static func pathSegment(_ reference: String) -> String {
        reference.split(separator: "/", omittingEmptySubsequences: false)
            .map { DockerConnection.encode(String($0)).replacing("%3A", with: ":").replacing("%40", with: "@") }
            .joined(separator: "/")
    }
}

/// Keeps the stream that a task waits for, so that the task's cancellation ends it.
private final class StreamKeeper: Sendable {
    private let state = Mutex<(stream: DockerStream?, isCancelled: Bool)>((nil, false))

    func keep(_ stream: DockerStream) {
        let isCancelled = state.withLock { state in
            state.stream = stream
            return state.isCancelled
        }
        if isCancelled { stream.cancel() }
    }

    func cancel() {
        let stream = state.withLock { state in
            state.isCancelled = true
            return state.stream
        }
        stream?.cancel()
    }
}
