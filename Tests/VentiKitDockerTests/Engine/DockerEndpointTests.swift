//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import Testing

@testable import VentiKitDocker

struct DockerEndpointTests {
    @Test(arguments: [
        ("unix:///run/docker.sock", "unix:///run/docker.sock"), ("tcp://engine:1234", "tcp://engine:1234"),
        ("tcp://engine", "tcp://engine:2375"), ("https://engine", "tcp://engine:2376"),
        ("tcp://[::1]:2375", "tcp://[::1]:2375"), ("http://engine:80/path", "tcp://engine:80"),
    ])
    func addressesAreRead(_ text: String, _ expected: String) throws {
        #expect(try DockerEndpoint(host: text).description == expected)
    }

    @Test(arguments: [
        "", "/run/docker.sock", "unix://relative", "ssh://host", "npipe:////./pipe/docker", "tcp://:1", "tcp://a:0",
    ])
    func addressesThatCannotBeAreRefused(_ text: String) {
        let error = #expect(throws: DockerError.self) { try DockerEndpoint(host: text) }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func theEnvironmentComesBeforeContextsAndSockets() throws {
        let endpoint = try DockerEndpoint.discover(
            environment: [
                "DOCKER_HOST": "tcp://engine:2376", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/keys",
                "DOCKER_CONTEXT": "other", "DOCKER_API_VERSION": "1.41",
            ],
            exists: { _ in true }
        )
        #expect(endpoint.address == .tcp(host: "engine", port: 2_376))
        #expect(endpoint.tls == DockerTLS(folder: "/keys"))
        #expect(endpoint.apiVersion == "1.41")
    }

    @Test func aContextIsFoundByItsName() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "venti-context-\(UInt64.random(in: 0...(.max)))"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let id = SHA256.hash(data: Array("work".utf8)).map { String(format: "%02x", $0) }.joined()
        let meta = folder.appending(path: "contexts/meta/\(id)")
        try FileManager.default.createDirectory(at: meta, withIntermediateDirectories: true)
        let text =
            #"{"Name":"work","Metadata":{},"Endpoints":{"docker":{"Host":"tcp://work:2376","SkipTLSVerify":false}}}"#
        try Data(text.utf8).write(to: meta.appending(path: "meta.json"))
        try Data(#"{"currentContext":"work","auths":{}}"#.utf8).write(to: folder.appending(path: "config.json"))
        let endpoint = try DockerEndpoint.discover(environment: ["DOCKER_CONFIG": folder.path], exists: { _ in false })
        #expect(endpoint.address == .tcp(host: "work", port: 2_376))
        let error = #expect(throws: DockerError.self) {
            try DockerEndpoint.discover(
                environment: ["DOCKER_CONFIG": folder.path, "DOCKER_CONTEXT": "absent"],
                exists: { _ in false }
            )
        }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func theSocketOfAnEngineWithoutRootIsFound() throws {
        let endpoint = try DockerEndpoint.discover(
            environment: ["HOME": "/nowhere", "XDG_RUNTIME_DIR": "/run/user/7"],
            exists: { $0 == "/run/user/7/docker.sock" }
        )
        #expect(endpoint == .unixSocket("/run/user/7/docker.sock"))
    }

    @Test func whereNothingIsFoundThePlacesAreNamed() {
        let error = #expect(throws: DockerError.self) {
            try DockerEndpoint.discover(environment: ["HOME": "/nowhere"], exists: { _ in false })
        }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("/var/run/docker.sock") == true)
    }
}
