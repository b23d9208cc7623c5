//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import HTTPTypes

/// A small API that VentiKit is tried on: its document, its behaviour and the people who may use it.
package struct VulnerableAPI: Sendable, CustomStringConvertible {
    /// Answers one request; it never throws, as a server never does.
    package typealias Handler = @Sendable (HTTPRequest, [UInt8]) async -> (HTTPResponse, [UInt8])

    /// A short name without spaces, such as `sqli.error-flawed`.
    package var name: String
    /// An OpenAPI 3 document, in YAML or JSON.
    package var document: String
    /// What a scan may log in as; empty where the API is public.
    package var accounts: [DemoAccount]
    /// How an account gets its token; `nil` where each account brings its credential along.
    package var login: DemoLogin?
    /// The scheme that the API is to be scanned with in this process: `https` where the flaw shows over TLS only.
    package var scheme = "http"
    /// The host that it is to be scanned at in this process, where the flaw shows at some hosts only.
    package var host = "api.test"
    package var handler: Handler

    package init(
        name: String,
        document: String,
        accounts: [DemoAccount] = [],
        login: DemoLogin? = nil,
        handler: @escaping Handler
    ) {
        self.name = name
        self.document = document
        self.accounts = accounts
        self.login = login
        self.handler = handler
    }

    /// In the output of tests, where the document would take pages.
    package var description: String { name }
}

/// Whether an API has its flaw or is the fixed twin, which serves honest users alike.
package enum Variant: String, Sendable, CaseIterable {
    case flawed
    case fixed
}

/// Someone who may use an API.
package struct DemoAccount: Sendable, Hashable {
    /// What the identity is called in a scan.
    package var name: String
    package var username: String
    package var password: String
    /// What requests carry without a login; `nil` where the account must log in first.
    package var credential: DemoCredential?
    /// What the account may do, in the API's own word; `nil` where all accounts may do the same.
    package var role: String?

    package init(
        name: String,
        username: String,
        password: String,
        credential: DemoCredential? = nil,
        role: String? = nil
    ) {
        self.name = name
        self.username = username
        self.password = password
        self.credential = credential
        self.role = role
    }

    /// The bearer token, where that is the credential.
    package var token: String? {
        if case .bearer(let token) = credential { token } else { nil }
    }
}

/// What a request carries to prove who sends it.
package enum DemoCredential: Sendable, Hashable {
    case bearer(String)
    case header(name: String, value: String)
    case query(name: String, value: String)
    case cookie(name: String, value: String)
}

/// A login request: username and password as JSON or as a form, the token or a cookie in the answer.
package struct DemoLogin: Sendable, Hashable {
    package var path: String
    package var usernameField: String
    package var passwordField: String
    /// Where the bearer token is in the answer, as a JSON Pointer.
    package var tokenPointer: String
    /// The cookie that is the session, where the answer sets one instead of giving out a token.
    package var cookieName: String?
    /// Whether the request is a form (`application/x-www-form-urlencoded`).
    package var isForm: Bool
    /// What the request says besides name and password.
    package var constants: [String: String]

    package init(
        path: String = "/login",
        usernameField: String = "username",
        passwordField: String = "password",
        tokenPointer: String = "/token",
        cookieName: String? = nil,
        isForm: Bool = false,
        constants: [String: String] = [:]
    ) {
        self.path = path
        self.usernameField = usernameField
        self.passwordField = passwordField
        self.tokenPointer = tokenPointer
        self.cookieName = cookieName
        self.isForm = isForm
        self.constants = constants
    }
}
