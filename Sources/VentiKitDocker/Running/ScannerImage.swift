//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Makes sure that the image of a scanner is there and may run.
struct ScannerImage: Sendable {
    let client: DockerClient
    let configuration: DockerExecutor.Configuration

    /// Pulls the image where the configuration says so.
    ///
    /// - Returns: The image's own identity, a digest, which nothing else can take on afterwards.
    /// - Throws: ``DockerError`` with code ``DockerError/Code/imageRefused`` or ``DockerError/Code/imageUnavailable``.
    func prepare(_ text: String) async throws -> String {
        let reference = try ImageReference(text)
        try configuration.imagePolicy.check(reference)
        if configuration.pullPolicy == .always { try await pull(reference) }
        do {
            return try await client.inspectImage(reference.description).id
        } catch let error as DockerError where error.code == .notFound {
            guard configuration.pullPolicy == .ifMissing else {
                throw DockerError(
                    .imageUnavailable,
                    "The image \(reference) is not there, and is not to be pulled; build it with Scripts/image, or load it.",
                    cause: error
                )
            }
            try await pull(reference)
            return try await client.inspectImage(reference.description).id
        }
    }

    private func pull(_ reference: ImageReference) async throws {
        var credentials = configuration.registryCredentials
        if credentials == nil { credentials = try await configuration.dockerLogin?.credentials(for: reference) }
        try await client.pull(reference, credentials: credentials) { fraction in
            await configuration.onPull?(reference, fraction)
        }
    }
}
