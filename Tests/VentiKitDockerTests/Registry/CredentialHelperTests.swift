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

/// Commands that keep what `docker login` was given: real ones, which the tests write.
struct CredentialHelperTests {
    private let image = "registry.example.com:5000/team/venti:1"
    private let store = #"{"auths": {"registry.example.com:5000": {}}, "credsStore": "keeper"}"#

    private func problem(_ folder: LoginFolder, seconds: Double = 30) async throws -> String {
        var login = folder.login
        login.helperSeconds = seconds
        let image = try ImageReference(image)
        let error = await #expect(throws: DockerError.self) { try await login.credentials(for: image) }
        #expect(error?.code == .invalidConfiguration)
        let message = error?.message ?? ""
        #expect(message.contains("docker-credential-keeper") && message.contains(folder.config), "\(message)")
        #expect(message.contains("registry.example.com:5000") && !message.contains("4711"), "\(message)")
        return message
    }

    @Test func aStoreIsAskedForTheRegistryOnStandardInput() async throws {
        let folder = try LoginFolder(store)
        try folder.addHelper(
            "keeper",
            #"""
            echo "$*" > "$LOGIN_FOLDER/arguments"
            cat > "$LOGIN_FOLDER/input"
            echo '{"ServerURL": "registry.example.com:5000", "Username": "bob", "Secret": "open sesame"}'
            """#
        )
        let found = try #require(try await folder.login.credentials(for: try ImageReference(image)))
        #expect(found.username == "bob")
        #expect(found.password == Secret("open sesame"))
        #expect(found.registry == "registry.example.com:5000")
        #expect(try folder.text("arguments") == "get\n")
        #expect(try folder.text("input") == "registry.example.com:5000\n")
        _ = try await folder.login.credentials(for: try ImageReference("ventikit/venti"))
        #expect(try folder.text("input") == "https://index.docker.io/v1/\n")
    }

    @Test func theHelperOfARegistryComesBeforeTheStore() async throws {
        let config = #"{"credHelpers": {"registry.example.com:5000": "own"}, "credsStore": "keeper"}"#
        let folder = try LoginFolder(config)
        try folder.addHelper("own", #"echo '{"Username": "own", "Secret": "s"}'"#)
        try folder.addHelper("keeper", #"echo '{"Username": "all", "Secret": "s"}'"#)
        #expect(try await folder.login.credentials(for: try ImageReference(image))?.username == "own")
        #expect(try await folder.login.credentials(for: try ImageReference("a.example/venti"))?.username == "all")
    }

    @Test func aTokenForAUserIsAnIdentityToken() async throws {
        let folder = try LoginFolder(store)
        try folder.addHelper("keeper", #"echo '{"Username": "<token>", "Secret": "t-1"}'"#)
        let found = try await folder.login.credentials(for: try ImageReference(image))
        #expect(found?.identityToken == Secret("t-1"))
    }

    @Test func aStoreWithoutAnEntryMeansNobody() async throws {
        let folder = try LoginFolder(store)
        try folder.addHelper("keeper", "echo 'credentials not found in native keychain'; exit 1")
        #expect(try await folder.login.credentials(for: try ImageReference(image)) == nil)
    }

    @Test func whatAHelperPrintsIsNeverQuoted() async throws {
        let folder = try LoginFolder(store)
        try folder.addHelper("keeper", "echo 'the password 4711'; echo 'token 4711' >&2; exit 3")
        #expect(try await problem(folder).contains("ended with 3"))
        try folder.addHelper("keeper", "echo 'Username=bob Secret=4711'")
        #expect(try await problem(folder).contains("prints no JSON with Username and Secret"))
        try folder.addHelper("keeper", #"echo '{"Username": "bob", "Secret": 4711}'"#)
        #expect(try await problem(folder).contains("prints no JSON with Username and Secret"))
    }

    @Test func aHelperThatIsNotThereIsNamed() async throws {
        #expect(try await problem(try LoginFolder(store)).contains("is not in PATH"))
    }

    @Test(.timeLimit(.minutes(1))) func aHelperThatHangsOrPrintsWithoutEndIsEnded() async throws {
        let folder = try LoginFolder(store)
        try folder.addHelper("keeper", "trap '' TERM; while :; do sleep 1; done")
        #expect(try await problem(folder, seconds: 0.5).contains("did not end within"))
        try folder.addHelper("keeper", "exec yes 4711")
        #expect(try await problem(folder).contains("prints more than 64 KiB"))
    }
}
