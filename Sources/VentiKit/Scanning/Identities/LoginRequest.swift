//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The request that logs an identity in: the one its recipe gives, or the document's login operation.
enum LoginRequest {
    /// - Throws: ``ScanError`` with code ``ScanError/Code/identityFailed`` where neither is there.
    static func make(
        _ recipe: LoginRecipe,
        identity: String,
        _ description: APIDescription,
        seed: UInt64
    ) throws -> (ProbeRequest, APIOperation?) {
        if let request = recipe.request { return (written(request, recipe), nil) }
        guard let login = LoginOperation.find(in: description) else {
            throw ScanError(
                .identityFailed,
                "Identity \(identity): no login operation is recognised in \(description.documentName); give its request "
                    + "in the identity's `request`, or a token instead of a password."
            )
        }
        let generator = ValueGenerator(description: description, userValues: [:], seed: seed)
        let template = generator.request(for: login.operation, attempt: 0, pool: ValuePool())
        let request = recipe.password.withExposedValue { password in
            template.replacing(login.usernameField, with: recipe.username).replacing(
                login.passwordField,
                with: password
            )
        }
        return (request.render(), login.operation)
    }

    private static func written(_ request: LoginRecipe.Request, _ recipe: LoginRecipe) -> ProbeRequest {
        let isForm = request.contentType.lowercased().hasPrefix("application/x-www-form-urlencoded")
        func escaped(_ text: String) -> String {
            if isForm { return PercentEncoding.encode(text) }
            guard request.contentType.lowercased().contains("json") else { return text }
            return String(decoding: JSONValue.string(text).serializedJSON().dropFirst().dropLast(), as: UTF8.self)
        }
        let body = recipe.password.withExposedValue { password in
            request.body.replacing("{{username}}", with: escaped(recipe.username))
                .replacing("{{password}}", with: escaped(password))
        }
        let path = request.path.hasPrefix("/") ? request.path : "/" + request.path
        return ProbeRequest(
            method: request.method,
            target: path,
            headers: ["Accept": "application/json, */*;q=0.5", "Content-Type": request.contentType],
            body: Array(body.utf8)
        )
    }
}

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
        case .cookie(let name): return cookies(in: response).first { $0.name == name }.map { (Secret($0.value), name) }
        case nil: break
        }
        guard response.isSuccess || (300..<400).contains(response.status) else { return nil }
        if let token = json.flatMap(tokenMember) { return (Secret(token), nil) }
        for name in ["authorization", "x-auth-token", "x-access-token", "x-token"] {
            if let value = response.headers[name] { return (Secret(withoutScheme(value)), nil) }
        }
        let session = cookies(in: response).first { cookie in
            let name = SensitiveNames.fold(cookie.name)
            return cookie.value.count >= 8 && !name.contains("csrf") && !name.contains("xsrf")
        }
        return session.map { (Secret($0.value), $0.name) }
    }

    /// The member that is called a token; access tokens come before others, refresh tokens are not what is looked for.
    private static func tokenMember(in json: JSONValue) -> String? {
        let candidates = json.leaves.compactMap { leaf -> (name: String, value: String)? in
            guard let value = leaf.value.stringValue, value.count >= 6 else { return nil }
            let name = leaf.pointer.split(separator: "/").last.map(String.init) ?? ""
            guard LoginOperation.isToken(name) || JSONWebToken(value) != nil else { return nil }
            return (SensitiveNames.fold(name), value)
        }
        .filter { !$0.name.contains("refresh") && !$0.name.contains("type") }
        return (candidates.first { $0.name.contains("access") } ?? candidates.first)?.value
    }

    private static func withoutScheme(_ value: String) -> String {
        let parts = value.split(separator: " ")
        return parts.count == 2 ? String(parts[1]) : value
    }

    private static func cookies(in response: ProbeResponse) -> [(name: String, value: String)] {
        response.headers.values(of: "set-cookie").prefix(32).compactMap { line in
            guard let pair = line.split(separator: ";").first, let equals = pair.firstIndex(of: "=") else { return nil }
            let name = pair[..<equals].filter { !$0.isWhitespace }
            return (String(name), String(pair[pair.index(after: equals)...]))
        }
    }
}
