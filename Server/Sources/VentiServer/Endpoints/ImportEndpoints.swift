//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// Reports of other tools.
struct ImportEndpoints {
    /// What the operation takes where nobody has decided otherwise; the platform's settings decide in the end.
    private static let maximumBytes = PlatformSettings().maximumImportBytes

    private static let example: JSON = [
        "version": "2.1.0",
        "runs": [["tool": ["driver": ["name": "Example"]], "results": [["message": ["text": "A flaw."]]]]],
    ]

    var all: [Endpoint] { [list, take, find] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/imports",
            id: "listImports",
            tag: "imports",
            summary: "The reports that were taken in.",
            access: .permission(.readFindings),
            query: Endpoint.Parameter.paging + [
                Endpoint.Parameter(name: "target_id", schema: .id, text: "Only those of a target.")
            ],
            successes: [.page(of: "Import", "The imports, newest first.")],
            handle: { exchange in
                let imports = try await exchange.platform.imports.list(
                    of: try exchange.queryID("target_id"),
                    as: try exchange.principal(),
                    page: try exchange.page()
                )
                return try .page(imports, ImportView.init)
            }
        )
    }

    private var take: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/imports",
            id: "importReport",
            tag: "imports",
            summary: """
                Take in the report of another tool: its findings become those of the target, as of a scan that is over. \
                The same file twice changes nothing.
                """,
            access: .permission(.importFindings),
            rate: .scans,
            query: [
                Endpoint.Parameter(name: "target_id", schema: .id, text: "What was scanned.", isRequired: true),
                Endpoint.Parameter(
                    name: "format",
                    schema: .cases(ImportFormat.self),
                    text: "What kind of report it is.",
                    isRequired: true
                ),
                Endpoint.Parameter(name: "name", schema: .string(1...200), text: "The file's name."),
                Endpoint.Parameter(
                    name: "document_id",
                    schema: .id,
                    text: "The document whose operations name the places; otherwise the URLs are guessed from."
                ),
                Endpoint.Parameter(
                    name: "hosts",
                    schema: .oneOf(["target", "all"]),
                    text: "`all` takes in findings of other hosts than the target's, too."
                ),
                Endpoint.Parameter(
                    name: "missing",
                    schema: .oneOf(["keep", "close"]),
                    text: "`close` says that what earlier reports of the same tool had and this one has not is fixed."
                ),
            ],
            content: Endpoint.Content(
                mediaTypes: ["application/json", "application/sarif+json", "application/octet-stream"],
                schema: nil,
                example: Self.example,
                maximumBytes: Self.maximumBytes
            ),
            successes: [
                .json(201, .component("Import"), "The import."),
                .json(200, .component("Import"), "The import, which was there already."),
            ],
            handle: { exchange in
                guard let target = try exchange.queryID("target_id"),
                    let format = try exchange.choice("format", ImportFormat.self)
                else { throw ServiceError(.validation, "Say which target it is of, and its format.") }
                let made = try await exchange.platform.imports.take(
                    exchange.body,
                    ImportInput(
                        target: target,
                        format: format,
                        name: exchange.query["name"] ?? "report.json",
                        document: try exchange.queryID("document_id"),
                        takesAllHosts: exchange.query["hosts"] == "all",
                        closesMissing: exchange.query["missing"] == "close"
                    ),
                    as: try exchange.principal()
                )
                return try .json(ImportView(made.value), made.isReplayed ? .ok : .created)
                    .located("\(API.base)/imports/\(made.value.id)")
            }
        )
    }

    private var find: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/imports/{import}",
            id: "getImport",
            tag: "imports",
            summary: "One import, and what it has changed.",
            access: .permission(.readFindings),
            successes: [.json(200, .component("Import"), "The import.")],
            handle: { exchange in
                let id = try exchange.id("import")
                return try .json(ImportView(try await exchange.platform.imports.find(id, as: try exchange.principal())))
            }
        )
    }
}
