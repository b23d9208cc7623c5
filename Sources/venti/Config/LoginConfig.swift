//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The entry `login:` of an identity: an account, and, where the document does not say it all, how to log in.
enum LoginConfig {
    static func recipe(_ value: ConfigValue) throws -> LoginRecipe {
        let (account, entries) = try IdentityConfig.account(value, IdentityGrammar.login)
        return LoginRecipe(
            username: account.username,
            password: account.password,
            request: try entries["request"].map(request),
            extraction: try entries["extract"].map(extraction),
            tokenUse: try entries["send"].map(tokenUse)
        )
    }

    private static func request(_ value: ConfigValue) throws -> LoginRecipe.Request {
        let entries = try value.mapping(of: IdentityGrammar.request)
        let path = try entries.required("path")
        guard try path.text().hasPrefix("/") else { throw path.error("the path begins with a slash, such as /login") }
        let body = try entries["body"]?.text() ?? ""
        guard body.isEmpty || body.contains("{{password}}") else {
            throw value.error("the body does not hold {{password}}, so the password would never be sent")
        }
        return LoginRecipe.Request(
            method: try entries["method"]?.text().uppercased() ?? "POST",
            path: try path.text(),
            contentType: try entries["content_type"]?.text() ?? "application/json",
            body: body.isEmpty ? #"{"username": "{{username}}", "password": "{{password}}"}"# : body
        )
    }

    private static func extraction(_ value: ConfigValue) throws -> LoginRecipe.Extraction {
        let (key, entry) = try only(value, of: IdentityGrammar.extract.map(\.name))
        let text = try entry.text()
        switch key {
        case "header": return .header(text)
        case "cookie": return .cookie(text)
        default:
            guard text.isEmpty || text.hasPrefix("/") else {
                throw entry.error("a JSON Pointer begins with a slash, such as /data/token")
            }
            return .jsonPointer(text)
        }
    }

    private static func tokenUse(_ value: ConfigValue) throws -> LoginRecipe.TokenUse {
        let entries = try value.mapping(of: IdentityGrammar.send)
        if let header = entries["header"] {
            guard entries["query"] == nil, entries["cookie"] == nil else {
                throw value.error("header, query and cookie contradict each other; keep one")
            }
            let template = try entries["template"]?.text() ?? "Bearer {{token}}"
            guard template.contains("{{token}}") else { throw value.error("the template does not hold {{token}}") }
            return .header(name: try header.text(), template: template)
        }
        if let template = entries["template"] { throw template.error("a template needs header: NAME beside it") }
        let (key, entry) = try only(value, of: ["query", "cookie"])
        return key == "query" ? .query(try entry.text()) : .cookie(try entry.text())
    }

    private static func only(_ value: ConfigValue, of keys: [String]) throws -> (String, ConfigValue) {
        let entries = try value.mapping(of: keys)
        guard entries.entries.count == 1, let entry = entries.entries.first else {
            throw value.error("give exactly one of \(keys.joined(separator: ", "))")
        }
        return (entry.key, entry.value)
    }
}
