//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import VentiKit
import VentiService

/// What the server says of itself.
struct SystemEndpoints {
    let configuration: ServerConfiguration

    private struct Version: Encodable {
        var version: String
        var build: String
        var api: String
    }

    var all: [Endpoint] { [version, document, keySet, problem] }

    private var version: Endpoint {
        let build = configuration.build
        return Endpoint(
            method: .get,
            path: "\(API.base)/version",
            id: "getVersion",
            tag: "system",
            summary: "The versions of VentiKit, the build and the API.",
            access: .anybody,
            successes: [.json(200, .component("Version"), "The versions.")],
            handle: { _ in
                try .json(Version(version: ScanReport.Tool.current.version, build: build, api: "v1"))
            }
        )
    }

    private var document: Endpoint {
        let configuration = configuration
        return Endpoint(
            method: .get,
            path: "\(API.base)/openapi.json",
            id: "getOpenAPIDocument",
            tag: "system",
            summary: "This document.",
            access: .anybody,
            successes: [.json(200, .component("OpenAPIDocument"), "An OpenAPI 3.1 document.")],
            handle: { _ in
                let endpoints = API.endpoints(configuration, ServerState())
                return .text(try OpenAPIDocument(endpoints).json.encoded(), "application/json")
            }
        )
    }

    private var keySet: Endpoint {
        Endpoint(
            method: .get,
            path: "/.well-known/jwks.json",
            id: "getKeySet",
            tag: "system",
            summary: "The public keys of access tokens (RFC 7517).",
            access: .anybody,
            successes: [.json(200, .component("KeySet"), "The keys.")],
            handle: { .text(try $0.platform.identity.keySet(), "application/json") }
        )
    }

    private var problem: Endpoint {
        Endpoint(
            method: .get,
            path: "/problems/{slug}",
            id: "getProblem",
            tag: "system",
            summary: "What a kind of problem means.",
            access: .anybody,
            successes: [.init(status: 200, schema: .string(), mediaType: "text/plain; charset=utf-8", text: "A line.")],
            handle: { exchange in
                guard let kind = exchange.path["slug"].flatMap({ ProblemKind.all[$0] }) else {
                    throw ServiceError.notFound("problem")
                }
                return .text("\(kind.slug) (\(kind.status)): \(kind.title)\n", "text/plain; charset=utf-8")
            }
        )
    }
}
