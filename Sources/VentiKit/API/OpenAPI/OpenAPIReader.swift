//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 documents, in JSON or YAML, into one ``APIDescription``.
///
/// The reader is lenient: what it cannot understand becomes a ``ScanDiagnostic`` with line and column, and the rest is
/// used. It reads files beside the document only, never above its folder unless allowed, and never opens a connection.
public struct OpenAPIReader: Sendable {
    /// Fetches a document that a reference names by its URL.
    ///
    /// - Important: URLs come from the document, which may be hostile. Fetch only what the scan's scope allows.
    public typealias RemoteLoader = @Sendable (_ url: String) async throws -> [UInt8]

    /// What a document may cost at most.
    ///
    /// Going beyond a limit is an ``OpenAPIReaderError``.
    public struct Limits: Sendable, Hashable {
        /// The size of the document and all files that it refers to, in bytes.
        ///
        /// Defaults to 64 MiB; at most 2 GiB count.
        public var maximumBytes = 64 << 20
        /// How deep mappings and lists may nest.
        ///
        /// Defaults to 256; the deepest real documents known have 68.
        public var maximumDepth = 256
        /// The number of keys and values in one document.
        ///
        /// Defaults to 4,000,000; at most 16,000,000 count.
        public var maximumNodes = 4_000_000
        /// How many values aliases may add to those written in a document.
        ///
        /// Defaults to 1,000,000.
        public var maximumAliasExpansion = 1_000_000
        /// The number of documents that references may bring in.
        ///
        /// Defaults to 2,000.
        public var maximumDocuments = 2_000

        /// The default limits.
        public init() {}

        /// The limits within what the document tree can count.
        var effective: Limits {
            var limits = self
            limits.maximumBytes = min(maximumBytes, 1 << 31)
            limits.maximumNodes = min(maximumNodes, 16_000_000)
            limits.maximumDepth = min(maximumDepth, 1_000)
            return limits
        }
    }

    /// What bounds the work that a document makes.
    public var limits: Limits
    /// Whether references may lead to files above the document's folder.
    ///
    /// Defaults to `false`.
    ///
    /// - Important: With `true`, a document can make the reader open any file that the process may read.
    public var allowsReferencesOutsideFolder: Bool

    /// A reader.
    public init(limits: Limits = Limits(), allowsReferencesOutsideFolder: Bool = false) {
        self.limits = limits
        self.allowsReferencesOutsideFolder = allowsReferencesOutsideFolder
    }

    /// Reads a document from its bytes.
    ///
    /// References to URLs are reported as diagnostics.
    ///
    /// - Parameters:
    ///   - bytes: The document, in JSON or YAML.
    ///   - name: The document's name, for locations.
    ///   - baseDirectory: The folder that relative references start from, or `nil` to follow none.
    /// - Throws: ``OpenAPIReaderError``.
    public func read(bytes: [UInt8], name: String, baseDirectory: String? = nil) throws -> APIDescription {
        var sources = DocumentSources(reader: self, name: name, baseDirectory: baseDirectory)
        return try read(bytes, name: name, sources: &sources)
    }

    /// Reads a document from its bytes, and what it refers to by URL through a closure.
    ///
    /// - Parameters:
    ///   - bytes: The document, in JSON or YAML.
    ///   - name: The document's name, for locations.
    ///   - baseDirectory: The folder that relative references start from, or `nil` to follow none.
    ///   - baseURL: The URL that the document came from, in place of a folder.
    ///   - loader: Fetches a document by its URL. Where it throws, the reference is reported as a diagnostic.
    /// - Throws: ``OpenAPIReaderError``, and `CancellationError` where the loader does.
    public func read(
        bytes: [UInt8],
        name: String,
        baseDirectory: String? = nil,
        baseURL: String? = nil,
        loader: RemoteLoader
    ) async throws -> APIDescription {
        var sources = DocumentSources(reader: self, name: name, baseDirectory: baseDirectory, baseURL: baseURL)
        while true {
            var attempt = sources
            let description = try read(bytes, name: name, sources: &attempt)
            guard !attempt.wantedURLs.isEmpty else { return description }
            // Each round fetches what the last one found missing; every URL is asked for once.
            for url in attempt.wantedURLs.sorted() {
                do {
                    sources.remotes[url] = .success(try await loader(url))
                } catch let error as CancellationError {
                    throw error
                } catch {
                    sources.remotes[url] = .failure(error)
                }
            }
        }
    }

    private func read(
        _ bytes: [UInt8],
        name: String,
        sources: inout DocumentSources
    ) throws(OpenAPIReaderError) -> APIDescription {
        let tree = try DocumentParser.parse(bytes, name: name, limits: limits.effective)
        sources.addRoot(tree)
        var reading = try OpenAPIReading(root: tree, sources: sources)
        let description = reading.description()
        sources = reading.sources
        return description
    }
}

extension APIDescription {
    /// Reads an OpenAPI document from its bytes.
    ///
    /// - Throws: ``OpenAPIReaderError``.
    public init(bytes: [UInt8], name: String, reader: OpenAPIReader = OpenAPIReader()) throws {
        self = try reader.read(bytes: bytes, name: name)
    }

    /// Reads an OpenAPI document from a file, and the files that it refers to from the same folder.
    ///
    /// - Throws: ``OpenAPIReaderError``; its code is ``OpenAPIReaderError/Code/unreadable`` where the file cannot be read.
    public init(contentsOf path: String, reader: OpenAPIReader = OpenAPIReader()) throws {
        let bytes = try DocumentFile.read(path, maximumBytes: reader.limits.effective.maximumBytes)
        self = try reader.read(bytes: bytes, name: path, baseDirectory: DocumentFile.directory(of: path))
    }
}
