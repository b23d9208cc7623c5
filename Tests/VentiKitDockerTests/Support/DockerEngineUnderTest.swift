//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiKitDocker

/// The container engine that tests run against: the one that `VENTI_TEST_DOCKER_HOST` names, or the one at the usual place.
enum DockerEngineUnderTest {
    /// Another engine, for the tests that a task runs.
    @TaskLocal static var other: DockerEndpoint?

    /// Podman's service, where `VENTI_TEST_PODMAN_HOST` names it.
    static let podman = named(by: "VENTI_TEST_PODMAN_HOST")

    static var endpoint: DockerEndpoint? { other ?? usual }

    private static func named(by variable: String) -> DockerEndpoint? {
        let host = ProcessInfo.processInfo.environment[variable] ?? ""
        return host.isEmpty ? nil : try? DockerEndpoint(host: host)
    }

    private static let usual: DockerEndpoint? = {
        if let named = named(by: "VENTI_TEST_DOCKER_HOST") { return named }
        let socket = "/var/run/docker.sock"
        return FileManager.default.isWritableFile(atPath: socket) ? .unixSocket(socket) : nil
    }()

    /// The image with venti, which `Scripts/image` builds.
    static let scannerImage = ProcessInfo.processInfo.environment["VENTI_TEST_SCANNER_IMAGE"].flatMap {
        $0.isEmpty ? nil : $0
    }

    static func configuration() throws -> DockerExecutor.Configuration {
        var configuration = DockerExecutor.Configuration()
        let endpoint = try #require(self.endpoint)
        configuration.endpoint = endpoint
        configuration.pullPolicy = .never
        return configuration
    }

    static func withClient<Result: Sendable>(_ body: (DockerClient) async throws -> Result) async throws -> Result {
        try await DockerClient.withClient(try #require(endpoint), body)
    }

    /// The names of the containers, networks and volumes of a scan that are still there.
    static func leftovers(of scan: String) async throws -> [String] {
        try await withClient { client in
            let label = ["\(OwnerMark.scanLabel)=\(scan)"]
            let containers = try await client.containers(labels: label).flatMap { $0.names ?? [] }
            return try await containers + client.networks(labels: label).map(\.name)
                + client.volumes(labels: label).map(\.name)
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// For tests that a container engine is needed for.
    static var needsDocker: Self {
        .enabled(if: DockerEngineUnderTest.endpoint != nil, "needs a container engine: set VENTI_TEST_DOCKER_HOST")
    }

    /// For tests that the scanner's image is needed for, too.
    static var needsScannerImage: Self {
        .enabled(
            if: DockerEngineUnderTest.endpoint != nil && DockerEngineUnderTest.scannerImage != nil,
            "needs the scanner's image: build it with Scripts/image --load and set VENTI_TEST_SCANNER_IMAGE"
        )
    }
}
