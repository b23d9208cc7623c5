//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// An `auth.yaml` of the Web Fuzzing Commons (WFC Authentication): who may log in, and how, in the form that other API
/// fuzzers read as well.
enum AuthFile {
    private static let entryKeys = ["name", "fixedHeaders", "loginEndpointAuth", "requireMockHandling"]
    private static let loginKeys = [
        "endpoint", "externalEndpointURL", "verb", "payloadRaw", "payloadUserPwd", "headers", "contentType", "token",
        "expectCookies",
    ]
    private static let tokenKeys = [
        "extractFrom", "extractSelector", "sendIn", "sendName", "sendFormat", "extractFromField", "httpHeaderName",
        "headerPrefix",
    ]

    /// The identities of a file.
    ///
    /// - Throws: ``CommandError`` that names the place and the mend.
    static func identities(at path: String, _ surroundings: Surroundings) throws -> [Identity] {
        let absolute = LocalFile.absolute(path, in: surroundings.directory, home: surroundings.variable("HOME"))
        guard LocalFile.exists(absolute) else {
            throw CommandError.usage("--auth \(Terminal.singleLine(path)): the file does not exist; check the path")
        }
        let file = try ConfigFile.open(absolute, as: path, surroundings)
        let top = try file.mapping(of: ["auth", "authTemplate", "schemaVersion", "configs"])
        let template = try top["authTemplate"]?.mapping(of: entryKeys)
        let entries = try top.required("auth").elements()
        var names: Set<String> = []
        return try entries.map { entry in
            let mapping = try entry.mapping(of: entryKeys)
            let name = try mapping.required("name")
            let text = try name.text()
            if let problem = IdentityArgument.problem(withName: text) { throw name.error(problem) }
            guard names.insert(text).inserted else {
                throw name.error("\(text) is given twice; give each its own name")
            }
            return Identity(text, credential: try credential(mapping, template, entry))
        }
    }

    private static func credential(
        _ entry: ConfigMapping,
        _ template: ConfigMapping?,
        _ place: ConfigValue
    ) throws -> Identity.Credential {
        if let headers = entry["fixedHeaders"] ?? (entry["loginEndpointAuth"] == nil ? template?["fixedHeaders"] : nil)
        {
            return try fixed(headers)
        }
        let own = try entry["loginEndpointAuth"]?.mapping(of: loginKeys)
        let shared = try template?["loginEndpointAuth"]?.mapping(of: loginKeys)
        guard own != nil || shared != nil else {
            throw place.error("no credential; give fixedHeaders or loginEndpointAuth")
        }
        return .login(try recipe(Merged(own: own, shared: shared), entry["loginEndpointAuth"] ?? place))
    }

    private static func fixed(_ value: ConfigValue) throws -> Identity.Credential {
        let headers = try value.elements().map { try $0.mapping(of: ["name", "value"]) }
        guard headers.count == 1, let header = headers.first else {
            throw value.error("an identity sends one header field; keep the one that holds the credential")
        }
        let name = try header.required("name").text()
        let text = try header.required("value").text()
        if name.lowercased() == "authorization", text.lowercased().hasPrefix("bearer ") {
            return .bearer(Secret(String(text.dropFirst(7))))
        }
        return .apiKey(name: name, location: .header, value: Secret(text))
    }

    /// A mapping whose missing entries the template's has.
    private struct Merged {
        var own: ConfigMapping?
        var shared: ConfigMapping?

        subscript(key: String) -> ConfigValue? { own?[key] ?? shared?[key] }

        func inner(_ key: String, of keys: [String]) throws -> Merged? {
            let pair = Merged(own: try own?[key]?.mapping(of: keys), shared: try shared?[key]?.mapping(of: keys))
            return pair.own == nil && pair.shared == nil ? nil : pair
        }

        func required(_ key: String, _ place: ConfigValue) throws -> ConfigValue {
            guard let value = self[key] else { throw place.error("\(key) is missing") }
            return value
        }
    }

    private static func recipe(_ login: Merged, _ place: ConfigValue) throws -> LoginRecipe {
        if let elsewhere = login["externalEndpointURL"] {
            throw elsewhere.error(
                "a scan talks to its target only; log in there by yourself and give the token instead"
            )
        }
        if let headers = login["headers"] {
            throw headers.error("header fields of a login are not supported; give the identity in venti.yaml instead")
        }
        let path = try login.required("endpoint", place)
        guard try path.text().hasPrefix("/") else {
            throw path.error("the endpoint begins with a slash, such as /login")
        }
        let account = try login.inner("payloadUserPwd", of: ["username", "password", "usernameField", "passwordField"])
        guard let account else {
            throw place.error("payloadUserPwd is missing; a payloadRaw hides which of its values is the password")
        }
        let contentType = try login["contentType"]?.text() ?? "application/json"
        let username = try account.required("usernameField", place).text()
        let password = try account.required("passwordField", place).text()
        let isForm = contentType.lowercased().contains("urlencoded")
        let body =
            isForm
            ? "\(username)={{username}}&\(password)={{password}}"
            : "{\(quoted(username)): \"{{username}}\", \(quoted(password)): \"{{password}}\"}"
        let (extraction, use) = try token(login, place)
        return LoginRecipe(
            username: try account.required("username", place).text(),
            password: Secret(try account.required("password", place).text()),
            request: LoginRecipe.Request(
                method: try login["verb"]?.text().uppercased() ?? "POST",
                path: try path.text(),
                contentType: contentType,
                body: body
            ),
            extraction: extraction,
            tokenUse: use
        )
    }

    private static func token(
        _ login: Merged,
        _ place: ConfigValue
    ) throws -> (LoginRecipe.Extraction?, LoginRecipe.TokenUse?) {
        guard let token = try login.inner("token", of: tokenKeys) else { return (nil, nil) }
        if let field = token["extractFromField"] {
            let name = try token["httpHeaderName"]?.text() ?? "Authorization"
            let prefix = try token["headerPrefix"]?.text() ?? ""
            return (.jsonPointer(try pointer(field)), .header(name: name, template: prefix + "{{token}}"))
        }
        let selector = try token.required("extractSelector", place)
        let source = try token.required("extractFrom", place)
        let extraction: LoginRecipe.Extraction =
            switch try source.text() {
            case "body": .jsonPointer(try pointer(selector))
            case "header": .header(try selector.text())
            case "cookie": .cookie(try selector.text())
            default: throw source.error("extractFrom is body, header or cookie")
            }
        let name = try token.required("sendName", place).text()
        let format = try token["sendFormat"]?.text() ?? "{token}"
        guard format.contains("{token}") else { throw place.error("sendFormat does not hold {token}") }
        let way = try token.required("sendIn", place)
        switch try way.text() {
        case "header":
            return (extraction, .header(name: name, template: format.replacing("{token}", with: "{{token}}")))
        case "query": return (extraction, .query(name))
        case "cookie": return (extraction, .cookie(name))
        default: throw way.error("sendIn is header, query or cookie")
        }
    }

    private static func pointer(_ value: ConfigValue) throws -> String {
        let text = try value.text()
        guard text.hasPrefix("/") else { throw value.error("a JSON Pointer begins with a slash, such as /data/token") }
        return text
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
