//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

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
        let stream: DockerStream
        do {
            stream = try await self.stream(call)
        } catch let error as DockerError where error.code != .unreachable {
            throw DockerError(
                .imageUnavailable,
                "The image \(reference) cannot be pulled. \(error.message)",
                cause: error
            )
        }
        try await withTaskCancellationHandler {
            var progress = PullProgress()
            while let bytes = try await stream.next() {
                if let problem = try progress.read(bytes) {
                    stream.cancel()
                    throw DockerError(.imageUnavailable, "The image \(reference) cannot be pulled: \(problem)")
                }
                await onProgress(progress.fraction)
            }
            try Task.checkCancellation()
        } onCancel: {
            stream.cancel()
        }
    }

    /// Makes an image of one layer out of an archive of a file system, as `docker import` does.
    func importImage(_ archive: [UInt8], repository: String, tag: String, changes: [String] = []) async throws {
        var call = DockerConnection.Call(
            .post,
            "/images/create",
            query: [("fromSrc", "-"), ("repo", repository), ("tag", tag)] + changes.map { ("changes", $0) }
        )
        call.body = archive
        call.contentType = "application/x-tar"
        _ = try await self.call(call)
    }

    /// A reference within a path: slashes and colons belong to it.
    private static func pathSegment(_ reference: String) -> String {
        reference.split(separator: "/", omittingEmptySubsequences: false)
            .map { DockerConnection.encode(String($0)).replacing("%3A", with: ":").replacing("%40", with: "@") }
            .joined(separator: "/")
    }
}

/// Who asks a registry for an image.
public struct RegistryCredentials: Sendable, Hashable {
    /// The name of the user.
    public var username: String
    /// The password, or a token in its place.
    public var password: Secret
    /// The registry, such as `registry.example.com`.
    public var registry: String

    /// The credentials of a user at a registry.
    public init(username: String, password: Secret, registry: String) {
        self.username = username
        self.password = password
        self.registry = registry
    }

    /// The header that an engine takes them from.
    func header() throws -> String {
        let members = password.withExposedValue {
            ["username": username, "password": $0, "serveraddress": registry]
        }
        return try JSONEncoder().encode(members).base64EncodedString().replacing("+", with: "-").replacing(
            "/",
            with: "_"
        )
    }
}
