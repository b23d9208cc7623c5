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

struct ImageReferenceTests {
    private static let digest = "sha256:" + String(repeating: "a", count: 64)

    @Test func thePartsAreTakenApart() throws {
        let reference = try ImageReference("registry.example.com:5000/team/venti:1.2@\(Self.digest)")
        #expect(reference.repository == "registry.example.com:5000/team/venti")
        #expect(reference.tag == "1.2")
        #expect(reference.digest == Self.digest)
        #expect(reference.description == "registry.example.com:5000/team/venti@\(Self.digest)")
        #expect(try ImageReference("venti").description == "venti:latest")
    }

    @Test(arguments: ["", "venti image", "venti@sha256:short", ":tag", "venti?all=1", "venti#x", "a:"])
    func whatIsNoNameIsRefused(_ text: String) {
        #expect(throws: DockerError.self) { try ImageReference(text) }
    }

    @Test func aPolicySaysWhatMayRun() throws {
        var policy = ImagePolicy()
        policy.repositories = ["ventikit/venti", "registry.example.com/scanners/*"]
        try policy.check(try ImageReference("ventikit/venti:1"))
        try policy.check(try ImageReference("registry.example.com/scanners/other"))
        for name in ["ventikit/venti-evil", "other", "registry.example.com/scanner"] {
            let error = #expect(throws: DockerError.self) { try policy.check(try ImageReference(name)) }
            #expect(error?.code == .imageRefused)
        }
        policy.requiresDigest = true
        #expect(throws: DockerError.self) { try policy.check(try ImageReference("ventikit/venti:1")) }
        try policy.check(try ImageReference("ventikit/venti@\(Self.digest)"))
    }

    @Test func credentialsForARegistryGoInAHeader() throws {
        let credentials = RegistryCredentials(username: "bob", password: Secret("s3cr3t?>~"), registry: "r.example.com")
        let text = try credentials.header().replacing("-", with: "+").replacing("_", with: "/")
        let data = try #require(Data(base64Encoded: text))
        let members = try JSONDecoder().decode([String: String].self, from: data)
        #expect(members == ["username": "bob", "password": "s3cr3t?>~", "serveraddress": "r.example.com"])
        #expect(!"\(credentials)".contains("s3cr3t"))
    }

    @Test func theProgressOfAPullIsAddedUp() throws {
        var progress = PullProgress()
        let lines = """
            {"status":"Pulling from ok","id":"1"}\r
            {"status":"Downloading","progressDetail":{"current":50,"total":100},"id":"a"}\r
            {"status":"Downloading","progressDetail":{"current":0,"total":100},"id":"b"}\r

            """
        for byte in lines.utf8 { #expect(try progress.read([byte]) == nil) }
        #expect(progress.fraction == 0.25)
        #expect(
            try progress.read(Array("{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"a\"}\n".utf8)) == nil
        )
        #expect(progress.fraction == 0.5)
        let failure = "{\"errorDetail\":{\"message\":\"manifest unknown\"},\"error\":\"manifest unknown\"}\n"
        #expect(try progress.read(Array(failure.utf8)) == "manifest unknown")
    }
}
