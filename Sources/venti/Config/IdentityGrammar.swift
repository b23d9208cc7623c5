//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The keys under `identities:`.
enum IdentityGrammar {
    static let identity: [ConfigKey] =
        [ConfigKey("role", .text, "The role, for access rules and comparisons.")]
        + .secret("bearer", "A bearer token")
        + [
            ConfigKey("basic", .keys(account), "A user name and password sent with every request."),
            ConfigKey("login", .keys(login), "A user name and password exchanged for a token."),
            ConfigKey("api_key", .keys(apiKey), "A key in a header, the query or a cookie."),
            ConfigKey("cookie", .keys(cookie), "A session cookie."),
        ]

    static let account: [ConfigKey] =
        [ConfigKey("username", .text, "The user's name.", isRequired: true)] + .secret("password", "The password")

    static let login: [ConfigKey] =
        account + [
            ConfigKey("request", .keys(request), "How to log in, where the document does not say it."),
            ConfigKey("extract", .keys(extract), "Where the token is in the answer. Give one."),
            ConfigKey("send", .keys(send), "Where the token goes in requests."),
        ]

    static let request: [ConfigKey] = [
        ConfigKey("method", .text, "Default: POST."),
        ConfigKey("path", .text, "Such as /login.", isRequired: true),
        ConfigKey("content_type", .text, "Default: application/json."),
        ConfigKey("body", .text, "With {{username}} and {{password}} in it."),
    ]

    static let extract: [ConfigKey] = [
        ConfigKey("json_pointer", .text, "In a JSON body, such as /data/token."),
        ConfigKey("header", .text, "In this header field."),
        ConfigKey("cookie", .text, "In this cookie."),
    ]

    static let send: [ConfigKey] = [
        ConfigKey("header", .text, "In this header field."),
        ConfigKey("template", .text, "The field's value with {{token}} in it. Default: Bearer {{token}}."),
        ConfigKey("query", .text, "In this parameter of the query."),
        ConfigKey("cookie", .text, "In this cookie."),
    ]

    static let apiKey: [ConfigKey] =
        [
            ConfigKey("name", .text, "The name of the header field, parameter or cookie.", isRequired: true),
            ConfigKey("in", .word(["header", "query", "cookie"]), "Default: header."),
        ] + .secret("value", "The key")

    static let cookie: [ConfigKey] =
        [ConfigKey("name", .text, "The cookie's name.", isRequired: true)] + .secret("value", "Its value")
}
