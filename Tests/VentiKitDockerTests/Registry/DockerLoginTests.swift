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

/// What `docker login` stores in its file, in each form.
struct DockerLoginTests {
    private static let image = "registry.example.com:5000/team/venti:1"
    private static let secret = "open sesame:4711"
    private static let auth = Data("bob:\(secret)".utf8).base64EncodedString()

    private func credentials(_ config: String?, for image: String = image) async throws -> RegistryCredentials? {
        let folder = try LoginFolder(config)
        return try await folder.login.credentials(for: try ImageReference(image))
    }

    @Test(arguments: [
        ("venti", "https://index.docker.io/v1/"), ("ventikit/venti:1", "https://index.docker.io/v1/"),
        ("docker.io/ventikit/venti", "https://index.docker.io/v1/"),
        ("index.docker.io/ventikit/venti", "https://index.docker.io/v1/"), ("localhost/venti", "localhost"),
        ("registry.example.com/venti", "registry.example.com"), ("team:5000/venti", "team:5000"),
    ])
    func anImageNamesItsRegistry(_ image: String, _ registry: String) throws {
        #expect(try ImageReference(image).registry == registry)
    }

    @Test(arguments: [
        #"{"auths": {"other.example.com": {"auth": 7}, "registry.example.com:5000": {"auth": "AUTH"}}}"#,
        // Docker writes tabs.
        "{\n\t\"auths\": {\n\t\t\"registry.example.com:5000\": {\n\t\t\t\"auth\": \"AUTH\"\n\t\t}\n\t}\n}",
        #"{"auths": {"https://registry.example.com:5000/v1/": {"auth": "AUTH", "email": null}}}"#,
        #"{"auths": {"registry.example.com:5000": {"username": "bob", "password": "open sesame:4711"}}}"#,
        #"{"credHelpers": {"other.example.com": "x"}, "credsStore": "", "auths": {"registry.example.com:5000": {"auth": "AUTH"}}}"#,
    ])
    func aPasswordIsFoundForItsRegistry(_ config: String) async throws {
        let found = try #require(try await credentials(config.replacing("AUTH", with: Self.auth)))
        #expect(found.username == "bob")
        #expect(found.password == Secret(Self.secret))
        #expect(found.identityToken == nil)
        #expect(found.registry == "registry.example.com:5000")
    }

    @Test func dockerHubHasAnAddressForAKey() async throws {
        let config = #"{"auths": {"https://index.docker.io/v1/": {"auth": "\#(Self.auth)"}}}"#
        for image in ["venti", "ventikit/venti", "docker.io/ventikit/venti:1"] {
            let found = try #require(try await credentials(config, for: image))
            #expect(found.registry == "https://index.docker.io/v1/")
            #expect(found.password == Secret(Self.secret))
        }
        #expect(try await credentials(config) == nil)
    }

    @Test func anIdentityTokenTakesThePlaceOfThePassword() async throws {
        let pair = Data("00000000-0000-0000-0000-000000000000:".utf8).base64EncodedString()
        let config = #"{"auths": {"registry.example.com:5000": {"auth": "\#(pair)", "identitytoken": "t-4711"}}}"#
        let found = try #require(try await credentials(config))
        #expect(found.identityToken == Secret("t-4711"))
        let text = try found.header().replacing("-", with: "+").replacing("_", with: "/")
        let members = try JSONDecoder().decode([String: String].self, from: try #require(Data(base64Encoded: text)))
        #expect(members == ["identitytoken": "t-4711", "serveraddress": "registry.example.com:5000"])
        #expect(!"\(found)".contains("4711"))
    }

    @Test func zerosAfterThePasswordOfAnOldClientAreNoPartOfIt() async throws {
        let auth = Data("bob:secret\0\0\0".utf8).base64EncodedString()
        let found = try await credentials(#"{"auths": {"registry.example.com:5000": {"auth": "\#(auth)"}}}"#)
        #expect(found?.password == Secret("secret"))
    }

    @Test(arguments: [
        nil, "", "{}", #"{"auths": {}}"#, #"{"auths": null, "currentContext": "default"}"#,
        #"{"auths": {"other.example.com": {"auth": "!"}}}"#, #"{"auths": {"registry.example.com:5000": {}}}"#,
        #"{"auths": {"registry.example.com": {"auth": "Ym9iOnM="}}}"#,
    ])
    func whoHasNotLoggedInIsNobody(_ config: String?) async throws {
        #expect(try await credentials(config) == nil)
    }

    @Test(arguments: [
        ("{\"auths\": {", ":1:", "is not JSON"), ("[1]", "", "is not a JSON object"),
        ("{\"auths\": 7}", ":1:11", "auths is not an object"),
        ("{\n\"auths\": {\"registry.example.com:5000\": \"4711\"}}", ":2:", "is not an object"),
        (
            "{\"auths\": {\n \"registry.example.com:5000\": {\"auth\": \"4711!\"}}}", ":2:",
            "auth is not user:password in base64"
        ),
        (
            "{\"auths\": {\"registry.example.com:5000\": {\"auth\": \"NDcxMQ==\"}}}", ":1:",
            "auth is not user:password in base64"
        ),
        ("{\"auths\": {\"registry.example.com:5000\": {\"auth\": [\"4711\"]}}}", ":1:", "auth is not a text"),
        ("{\"credsStore\": \"../4711/x\"}", ":1:16", "credsStore is not the name of a helper"),
        ("{\"credHelpers\": {\"registry.example.com:5000\": [4711]}}", ":1:", "is not the name of a helper"),
        ("{\"credHelpers\": [4711]}", ":1:17", "credHelpers is not an object"),
    ])
    func whatCannotBeUsedIsNamedWithItsPlaceAndNotQuoted(
        _ config: String,
        _ place: String,
        _ reason: String
    ) async throws {
        let folder = try LoginFolder(config)
        let image = try ImageReference(Self.image)
        let error = try #require(
            await #expect(throws: DockerError.self) { try await folder.login.credentials(for: image) }
        )
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.hasPrefix(folder.config + place), "\(error.message)")
        #expect(error.message.contains(reason), "\(error.message)")
        #expect(error.message.contains("docker login") || error.message.contains("DOCKER_CONFIG"))
        // The folder's name is at random, and may have any digits in it.
        let words = error.message.dropFirst(folder.config.count)
        #expect(!words.contains("4711") && !words.contains("NDcx"), "\(error.message)")
    }

    @Test func theFolderIsThatOfTheDockerCommand() {
        #expect(DockerLogin.folder(["HOME": "/home/bob"]) == "/home/bob/.docker")
        #expect(DockerLogin.folder(["HOME": "/home/bob", "DOCKER_CONFIG": "/etc/login"]) == "/etc/login")
        #expect(DockerLogin.folder(["HOME": "/home/bob", "DOCKER_CONFIG": ""]) == "/home/bob/.docker")
    }
}
