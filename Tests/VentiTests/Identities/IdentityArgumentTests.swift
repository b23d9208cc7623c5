//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

struct IdentityArgumentTests {
    private let folder: TemporaryFolder
    private let surroundings: Surroundings

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("from.a.file\n", to: "alice.jwt")
        try folder.write("alice:pa:ss\r\n", to: "alice.login")
        try folder.write("", to: "empty.jwt")
        try folder.write(
            """
            role: admin
            login:
              username: alice
              password_env: SECRET
              request: {path: /session, body: '{"u": "{{username}}", "p": "{{password}}"}'}
              extract: {json_pointer: /data/token}
              send: {header: X-Token, template: "{{token}}"}
            """,
            to: "alice.yaml"
        )
        surroundings = Surroundings(environment: ["SECRET": "s3cret", "PAIR": "bob:hunter2"], directory: folder.path)
    }

    private func identity(_ argument: String) throws -> Identity {
        try IdentityArgument(argument).identity(in: surroundings)
    }

    static let credentials: [(String, Identity.Credential)] = [
        ("abc.def", .bearer(Secret("abc.def"))),
        ("@alice.jwt", .bearer(Secret("from.a.file"))),
        ("env:SECRET", .bearer(Secret("s3cret"))),
        ("bearer:env:SECRET", .bearer(Secret("s3cret"))),
        ("Bearer abc", .bearer(Secret("abc"))),
        ("bearer:a:b", .bearer(Secret("a:b"))),
        ("basic:bob:x", .basic(username: "bob", password: Secret("x"))),
        ("login:bob:x=y", .login(LoginRecipe(username: "bob", password: Secret("x=y")))),
        ("login:env:PAIR", .login(LoginRecipe(username: "bob", password: Secret("hunter2")))),
        ("login:@alice.login", .login(LoginRecipe(username: "alice", password: Secret("pa:ss")))),
        ("cookie:session=a=b", .cookie(name: "session", value: Secret("a=b"))),
        ("apikey:X-API-Key:env:SECRET", .apiKey(name: "X-API-Key", location: .header, value: Secret("s3cret"))),
    ]

    @Test(arguments: credentials)
    func `Each kind and source gives its credential`(_ source: String, _ credential: Identity.Credential) throws {
        let identity = try identity("alice=\(source)")
        #expect(identity == Identity("alice", credential: credential))
    }

    @Test
    func `A file of YAML describes a whole identity`() throws {
        let identity = try identity("alice=@alice.yaml")
        let recipe = LoginRecipe(
            username: "alice",
            password: Secret("s3cret"),
            request: .init(path: "/session", body: #"{"u": "{{username}}", "p": "{{password}}"}"#),
            extraction: .jsonPointer("/data/token"),
            tokenUse: .header(name: "X-Token", template: "{{token}}")
        )
        #expect(identity == Identity("alice", role: "admin", credential: .login(recipe)))
    }

    @Test(arguments: [
        ("alice", "no name"),
        ("=abc", "no name"),
        ("a b=abc", "1 to 40 letters"),
        ("anonymous=abc", "stands for nobody"),
        ("alice=", "identity alice: nothing after the equals sign"),
        ("alice=env:NOPE", "identity alice: the variable NOPE is not set"),
        ("alice=@nope.jwt", "identity alice: the file nope.jwt does not exist"),
        ("alice=@empty.jwt", "identity alice: the file empty.jwt is empty"),
        ("alice=@nope.yaml", "identity alice: the file nope.yaml does not exist"),
        ("alice=canary:canary", "begins with none of bearer, basic, login"),
        ("alice=login:canary", "identity alice: the value is not username:password"),
        ("alice=login:canary:", "the second part is empty"),
        ("alice=cookie:canary", "identity alice: the value is not name=value"),
        ("alice=apikey:canary", "identity alice: apikey needs the header's name"),
        ("alice=apikey:X Y:canary", "identity alice: apikey needs the header's name"),
        ("alice=bearer:can ary", "is not a bearer token"),
        ("alice=apikey:X-Key:canary\nSet: x", "a sign that a header cannot carry"),
    ])
    func `What is wrong is said, and never the value`(_ argument: String, _ words: String) throws {
        let error = try #require(throws: CommandError.self) { try identity(argument) }
        #expect(error.status == .usage)
        #expect(error.message.contains(words), "\(error.message)")
        #expect(!error.message.contains("canary"))
    }
}
