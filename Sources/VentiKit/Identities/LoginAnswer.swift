//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds the token in the answer to a login.
enum LoginAnswer {
    /// The token, and the cookie's name where it is a cookie.
    static func token(
        in response: ProbeResponse,
        extraction: LoginRecipe.Extraction?
    ) -> (token: Secret, cookieName: String?)? {
        let json = JSONValue(parsingJSON: response.body)
        switch extraction {
        case .jsonPointer(let pointer): return json?[pointer: pointer]?.scalarText.map { (Secret($0), nil) }
        case .header(let name):
            guard let value = response.headers[name] else { return nil }
            return (Secret(withoutScheme(value)), nil)
        case .cookie(let name): return response.cookies.first { $0.name == name }.map { (Secret($0.value), name) }
        case nil: break
        }
        guard let source = source(in: response), let text = source.value(in: response)?.scalarText else { return nil }
        if case .cookie(let name) = source { return (Secret(text), name) }
        return (Secret(text), nil)
    }

    /// Where the token is, looked for in the usual places: the body, header fields that are made for it, and cookies.
    static func source(in response: ProbeResponse) -> ProofCapture.Source? {
        guard response.isSuccess || (300..<400).contains(response.status) else { return nil }
        if let pointer = JSONValue(parsingJSON: response.body).flatMap(tokenPointer) { return .body(pointer: pointer) }
        for name in ["authorization", "x-auth-token", "x-access-token", "x-token"] where response.headers.contains(name)
        {
            return .header(name: name)
        }
        let session = response.cookies.first { cookie in
            let name = SensitiveNames.fold(cookie.name)
            return cookie.value.count >= 8 && !name.contains("csrf") && !name.contains("xsrf")
        }
        return session.map { .cookie(name: $0.name) }
    }

    /// The refresh token, where the body holds one.
    static func refreshToken(in response: ProbeResponse) -> Secret? {
        JSONValue(parsingJSON: response.body)?.leaves.lazy.compactMap { leaf -> Secret? in
            let name = leaf.pointer.split(separator: "/").last.map(String.init) ?? ""
            guard RefreshOperation.isRefreshToken(name), let value = leaf.value.stringValue, value.count >= 6 else {
                return nil
            }
            return Secret(value)
        }
        .first
    }

    /// The member that is called a token; access tokens come before others, refresh tokens are not what is looked for.
    private static func tokenPointer(in json: JSONValue) -> String? {
        let candidates = json.leaves.compactMap { leaf -> (name: String, pointer: String)? in
            guard let value = leaf.value.stringValue, value.count >= 6 else { return nil }
            let name = leaf.pointer.split(separator: "/").last.map(String.init) ?? ""
            guard LoginOperation.isToken(name) || JSONWebToken(value) != nil else { return nil }
            return (SensitiveNames.fold(name), leaf.pointer)
        }
        .filter { !$0.name.contains("refresh") && !$0.name.contains("type") }
        return (candidates.first { $0.name.contains("access") } ?? candidates.first)?.pointer
    }

    private static func withoutScheme(_ value: String) -> String {
        let parts = value.split(separator: " ")
        return parts.count == 2 ? String(parts[1]) : value
    }
}
