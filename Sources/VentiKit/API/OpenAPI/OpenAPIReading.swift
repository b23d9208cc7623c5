//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One reading of a description: what is known so far, and what was found wrong.
struct OpenAPIReading {
    /// The versions that differ in what the reader does.
    enum Version { case swagger2, openAPI30, openAPI31, openAPI32 }

    let root: DocumentNode
    let rootTree: DocumentTree
    let version: Version
    let versionText: String
    var sources: DocumentSources
    private(set) var diagnostics: [ScanDiagnostic] = []
    private var omittedDiagnostics = 0
    var references: [ReferenceKey: ResolvedReference?] = [:]
    /// How many references a JSON Pointer has been followed through.
    var pointerDepth = 0
    /// The anchors of the documents in which one was looked for.
    var anchors: [Int: [String: Int]] = [:]
    var schemas: [String: APISchema] = [:]
    /// The schemas that references lead to and that are not read yet.
    var pendingSchemas: [ResolvedReference] = []
    var knownSchemas: Set<String> = []
    var securitySchemes: [String: APISecurityScheme] = [:]
    /// What several operations refer to, read once.
    var sharedParameters: [NodePlace: APIParameter] = [:]
    var sharedResponses: [ResponseKey: APIResponse] = [:]
    var sharedBodies: [NodePlace: APIRequestBody] = [:]
    var sharedSchemas: [NodePlace: APISchema] = [:]
    /// Whether the operation being read may be read again for another path.
    var isInShared = false
    /// How many more parameters, responses and media types the operations may have.
    private var remaining: Int

    init(root tree: DocumentTree, sources: DocumentSources) throws(OpenAPIReaderError) {
        rootTree = tree
        root = tree.root
        self.sources = sources
        remaining = tree.nodes.count + 200_000
        (version, versionText) = try Self.version(of: tree.root)
    }

    private static func version(of root: DocumentNode) throws(OpenAPIReaderError) -> (Version, String) {
        guard root.isMapping else {
            throw OpenAPIReaderError(
                .notOpenAPI,
                "The document is \(root.kindName), not an OpenAPI description, which is a mapping with the key “openapi” or “swagger”.",
                source: root.location
            )
        }
        guard let node = root[.openapi] ?? root[.swagger], let text = node.text else {
            let names = root.members.prefix(8).map { "“\($0.name.prefix(30))”" }.joined(separator: ", ")
            throw OpenAPIReaderError(
                .notOpenAPI,
                "This is not an OpenAPI description: it has neither the key “openapi” nor “swagger”. "
                    + (names.isEmpty ? "It is an empty mapping." : "The keys found are \(names)."),
                source: root.location
            )
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        switch (parts.first, parts.dropFirst().first) {
        case ("2", _): return (.swagger2, text)
        case ("3", "0"), ("3", nil): return (.openAPI30, text)
        case ("3", "1"): return (.openAPI31, text)
        case ("3", _): return (.openAPI32, text)
        default:
            throw OpenAPIReaderError(
                .unsupportedVersion,
                "The version “\(text.prefix(30))” is not supported; 2.0, 3.0, 3.1 and 3.2 are. Convert the document.",
                source: node.location
            )
        }
    }

    /// Reads everything.
    mutating func description() -> APIDescription {
        noteVersion()
        readSecuritySchemes()
        readNamedSchemas()
        let operations = readOperations()
        readPendingSchemas()
        reportNotation()
        let info = root[.info]
        if let info, !info.isMapping, !info.isNull {
            note(.warning, "“info” is \(info.kindName), not a mapping.", info.location)
        }
        var description = APIDescription(
            documentVersion: versionText,
            title: info?[.title]?.text ?? "",
            version: info?[.version]?.text ?? "",
            operations: operations,
            pathCount: pathCount,
            webhookCount: (root[.webhooks] ?? root[.xWebhooks])?.count ?? 0,
            servers: readServers(),
            securitySchemes: securitySchemes,
            schemas: SchemaLibrary(schemas),
            documentName: rootTree.name
        )
        if omittedDiagnostics > 0 {
            diagnostics.append(
                ScanDiagnostic(.note, "\(omittedDiagnostics) more problems of the document are not listed.")
            )
        }
        description.diagnostics = diagnostics
        return description
    }

    private var pathCount: Int {
        root[.paths].map { $0.members.reduce(0) { $0 + ($1.isExtension ? 0 : 1) } } ?? 0
    }

    private mutating func noteVersion() {
        if root[.openapi] != nil, let swagger = root[.swagger] {
            note(
                .warning,
                "The document has both “openapi” and “swagger”; it is read as OpenAPI \(versionText.prefix(30)).",
                swagger.location
            )
        }
        guard version == .openAPI32, let node = root[.openapi] else { return }
        note(
            .note,
            versionText.hasPrefix("3.2")
                ? "OpenAPI 3.2 is read as 3.1 with the method QUERY and additional operations."
                : "The version “\(versionText.prefix(30))” is unknown; the document is read as OpenAPI 3.2.",
            node.location
        )
    }

    /// Reports what was tolerated in the notation of the documents.
    private mutating func reportNotation() {
        for tree in sources.trees {
            for problem in tree.problems { note(.warning, problem.message, tree.location(at: problem.position)) }
        }
    }

    /// Takes a number of parameters, responses or media types from what the description may have of them.
    ///
    /// References let a small document stand for a huge number of them, so there is a bound.
    ///
    /// - Returns: Whether there were so many left.
    mutating func spend(_ count: Int) -> Bool {
        guard remaining >= 0 else { return false }
        remaining -= count
        guard remaining < 0 else { return true }
        note(
            .error,
            "The operations' references stand for too many parameters, responses and media types; the rest are left out.",
            root.location
        )
        return false
    }

    /// Records something that could not be understood.
    mutating func note(_ level: ScanDiagnostic.Level, _ message: String, _ source: SourceLocation?) {
        guard diagnostics.count < 1_000 else {
            omittedDiagnostics += 1
            return
        }
        diagnostics.append(ScanDiagnostic(level, message, source: source))
    }
}
