//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

struct AuthFileTests {
    private let folder: TemporaryFolder
    private let surroundings: Surroundings

    init() throws {
        folder = try TemporaryFolder()
        surroundings = Surroundings(environment: ["PASSWORD": "from-the-environment"], directory: folder.path)
    }

    private func identities(_ text: String) throws -> [Identity] {
        try folder.write(text, to: "auth.yaml")
        return try AuthFile.identities(at: "auth.yaml", surroundings)
    }

    @Test
    func `A login with a token in the body becomes a recipe`() throws {
        let found = try identities(
            #"""
            auth:
              - name: ann
                loginEndpointAuth:
                  endpoint: /login
                  verb: POST
                  contentType: application/json
                  payloadUserPwd:
                    {username: ann, password: "${PASSWORD}", usernameField: email, passwordField: "pass\"word"}
                  token:
                    {extractFrom: body, extractSelector: /data/token, sendIn: header, sendName: Authorization, sendFormat: "Token {token}"}
            """#
        )
        let recipe = LoginRecipe(
            username: "ann",
            password: Secret("from-the-environment"),
            request: .init(
                method: "POST",
                path: "/login",
                body: #"{"email": "{{username}}", "pass\"word": "{{password}}"}"#
            ),
            extraction: .jsonPointer("/data/token"),
            tokenUse: .header(name: "Authorization", template: "Token {{token}}")
        )
        #expect(found == [Identity("ann", credential: .login(recipe))])
    }

    @Test
    func `A template gives what the entries leave out`() throws {
        let found = try identities(
            """
            auth:
              - name: ann
                loginEndpointAuth: {payloadUserPwd: {username: ann, password: a1}}
              - name: bob
                loginEndpointAuth: {payloadUserPwd: {username: bob, password: b1}}
            authTemplate:
              loginEndpointAuth:
                endpoint: /session
                verb: POST
                contentType: application/x-www-form-urlencoded
                payloadUserPwd: {usernameField: user, passwordField: pwd}
                expectCookies: true
            """
        )
        #expect(found.map(\.name) == ["ann", "bob"])
        let bodies = found.map { identity -> String? in
            if case .login(let recipe) = identity.credential { recipe.request?.body } else { nil }
        }
        #expect(bodies == ["user={{username}}&pwd={{password}}", "user={{username}}&pwd={{password}}"])
    }

    @Test
    func `A fixed header is a credential`() throws {
        let found = try identities(
            """
            auth:
              - {name: ann, fixedHeaders: [{name: Authorization, value: Bearer abc}]}
              - {name: bob, fixedHeaders: [{name: X-Key, value: k1}]}
            """
        )
        let key = Identity.Credential.apiKey(name: "X-Key", location: .header, value: Secret("k1"))
        #expect(found == [Identity("ann", bearer: "abc"), Identity("bob", credential: key)])
    }

    @Test(arguments: [
        ("{}", "auth"), ("auth: [{name: ann}]", "no credential"),
        ("auth: [{name: ann, fixedHeaders: []}]", "one header field"),
        ("auth: [{name: ann, fixedHeader: []}]", "fixedHeaders"),
        ("auth: [{name: anonymous, fixedHeaders: [{name: A, value: b}]}]", "anonymous"),
        (
            "auth: [{name: a, fixedHeaders: [{name: A, value: b}]}, {name: a, fixedHeaders: [{name: A, value: b}]}]",
            "twice"
        ),
        ("auth: [{name: a, loginEndpointAuth: {externalEndpointURL: 'https://x.example/login'}}]", "its target only"),
        ("auth: [{name: a, loginEndpointAuth: {endpoint: /l, payloadRaw: 'x'}}]", "payloadUserPwd"),
        ("auth: [{name: a, loginEndpointAuth: {endpoint: l}}]", "slash"),
    ])
    func `What cannot be is refused with its place`(_ text: String, _ part: String) throws {
        let error = #expect(throws: CommandError.self) { try identities(text) }
        let message = try #require(error?.description)
        #expect(message.contains("auth.yaml"))
        #expect(message.contains(part))
    }

    @Test
    func `A file that is not there is named`() throws {
        let error = #expect(throws: CommandError.self) { try AuthFile.identities(at: "none.yaml", surroundings) }
        #expect(error?.description.contains("none.yaml") ?? false)
    }
}
