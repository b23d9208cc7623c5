//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiService

/// Descriptions of APIs.
struct DocumentEndpoints {
    private struct Remote: Decodable {
        var url: String
    }

    private struct Operations: Encodable {
        var items: [OperationView]
    }

    var all: [Endpoint] { [list, upload, fetch, find, content, operations] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/documents",
            id: "listDocuments",
            tag: "documents",
            summary: "The documents.",
            access: .permission(.readDocuments),
            query: Endpoint.Parameter.paging,
            successes: [.page(of: "Document", "The documents, newest first.")],
            handle: { exchange in
                let documents = exchange.platform.documents
                return try .page(
                    try await documents.list(as: try exchange.principal(), page: try exchange.page()),
                    DocumentView.init
                )
            }
        )
    }

    private var upload: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/documents",
            id: "uploadDocument",
            tag: "documents",
            summary: "Upload an OpenAPI document. The same bytes are kept once.",
            access: .permission(.writeDocuments),
            query: [Endpoint.Parameter(name: "name", schema: .string(1...200), text: "The file's name.")],
            content: Endpoint.Content(
                mediaTypes: ["application/yaml", "application/json", "text/yaml", "application/octet-stream"],
                schema: nil,
                example: ["openapi": "3.1.0", "info": ["title": "Empty", "version": "1"], "paths": [:]],
                maximumBytes: 10_000_000
            ),
            successes: [
                .json(201, .component("Document"), "The document."),
                .json(200, .component("Document"), "The document, which was there already."),
            ],
            handle: { exchange in
                let made = try await exchange.platform.documents.upload(
                    exchange.body,
                    name: exchange.query["name"] ?? "openapi.yaml",
                    as: try exchange.principal()
                )
                return try .json(DocumentView(made.value), made.isReplayed ? .ok : .created)
                    .located("\(API.base)/documents/\(made.value.id)")
            }
        )
    }

    private var fetch: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/documents/from-url",
            id: "fetchDocument",
            tag: "documents",
            summary: "Fetch an OpenAPI document from a URL.",
            access: .permission(.writeDocuments),
            content: .json(
                .object([.required("url", .string(1...2_048))]),
                example: ["url": "http://169.254.169.254/latest/meta-data"]
            ),
            successes: [
                .json(201, .component("Document"), "The document."),
                .json(200, .component("Document"), "The document, which was there already."),
            ],
            handle: { exchange in
                let url = try exchange.json(Remote.self).url
                let made = try await exchange.platform.documents.fetch(from: url, as: try exchange.principal())
                return try .json(DocumentView(made.value), made.isReplayed ? .ok : .created)
                    .located("\(API.base)/documents/\(made.value.id)")
            }
        )
    }

    private var find: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/documents/{document}",
            id: "getDocument",
            tag: "documents",
            summary: "One document.",
            access: .permission(.readDocuments),
            successes: [.json(200, .component("Document"), "The document.")],
            handle: { exchange in
                let id = try exchange.id("document")
                return try .json(
                    DocumentView(try await exchange.platform.documents.find(id, as: try exchange.principal()))
                )
            }
        )
    }

    private var content: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/documents/{document}/content",
            id: "getDocumentContent",
            tag: "documents",
            summary: "The bytes of a document.",
            access: .permission(.readDocuments),
            successes: [.init(status: 200, schema: nil, mediaType: "application/octet-stream", text: "The bytes.")],
            handle: { exchange in
                let id = try exchange.id("document")
                let bytes = try await exchange.platform.documents.content(id, as: try exchange.principal())
                // Never as a type that a browser would show.
                return Answer(
                    .ok,
                    headers: [
                        .contentType: "application/octet-stream", .contentDisposition: "attachment",
                    ],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
                )
            }
        )
    }

    private var operations: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/documents/{document}/operations",
            id: "listOperations",
            tag: "documents",
            summary: "The operations that a document describes.",
            access: .permission(.readDocuments),
            successes: [.json(200, .component("Operations"), "The operations in the document's order.")],
            handle: { exchange in
                let id = try exchange.id("document")
                let found = try await exchange.platform.documents.operations(id, as: try exchange.principal())
                return try .json(
                    Operations(
                        items: found.map {
                            OperationView(method: $0.method, path: $0.path, operationId: $0.operationID)
                        }
                    )
                )
            }
        )
    }
}
