//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The documents that a description is read from: the first one, and those that references lead to.
struct DocumentSources: Sendable {
    /// Where a document came from.
    enum Origin: Sendable {
        /// A file, by its path relative to the first document's folder.
        case file(String)
        case remote(url: String)
        /// Bytes without a place of their own.
        case memory
    }

    let reader: OpenAPIReader
    private let name: String
    /// The folder of the first document without symbolic links, or `nil` where no file may be opened.
    private let folder: String?
    private let baseURL: String?
    private(set) var trees: [DocumentTree] = []
    private var origins: [Origin] = []
    private var byIdentity: [String: Result<Int, DocumentSourceFailure>] = [:]
    private var byteCount = 0
    /// What was fetched so far.
    var remotes: [String: Result<[UInt8], any Error>] = [:]
    /// The URLs that references name and that were not fetched.
    private(set) var wantedURLs: Set<String> = []

    init(reader: OpenAPIReader, name: String, baseDirectory: String?, baseURL: String? = nil) {
        self.reader = reader
        self.name = name
        folder = baseDirectory.map { DocumentFile.realPath($0) }
        self.baseURL = baseURL
    }

    /// Adds the first document.
    mutating func addRoot(_ tree: DocumentTree) {
        trees = [tree]
        byteCount = tree.bytes.count
        let fileName = String(name.split(separator: "/").last ?? "")
        if let baseURL {
            origins = [.remote(url: baseURL)]
            byIdentity[baseURL] = .success(0)
        } else if let folder {
            origins = [.file(fileName)]
            byIdentity[DocumentFile.realPath(folder + "/" + fileName)] = .success(0)
        } else {
            origins = [.memory]
        }
    }

    /// The name of a document in canonical references: nothing for the first.
    func canonicalName(of id: Int) -> String {
        guard id > 0, id < origins.count else { return "" }
        switch origins[id] {
        case .file(let path): return path
        case .remote(let url): return url
        case .memory: return ""
        }
    }

    /// The document that a reference without its fragment names, as seen from another document.
    mutating func document(_ reference: String, from id: Int) throws(DocumentSourceFailure) -> DocumentTree {
        if Self.isURL(reference) { return try remote(reference) }
        switch origins[id] {
        case .memory:
            throw DocumentSourceFailure(
                "The document has no folder, so the file “\(reference.prefix(100))” was not looked for."
            )
        case .remote(let base): return try remote(Self.resolve(reference, against: base))
        case .file(let path): return try file(PercentEncoding.decode(reference), beside: path)
        }
    }

    private mutating func file(_ reference: String, beside path: String) throws(DocumentSourceFailure) -> DocumentTree {
        guard let folder else { throw DocumentSourceFailure("No file may be opened.") }
        let relative =
            reference.hasPrefix("/")
            ? reference : DocumentFile.normalized(DocumentFile.directory(of: path) + "/" + reference)
        let identity = DocumentFile.realPath(relative.hasPrefix("/") ? relative : folder + "/" + relative)
        if let known = byIdentity[identity] { return trees[try known.get()] }
        let inside = folder == "/" || identity.hasPrefix(folder + "/")
        guard inside || reader.allowsReferencesOutsideFolder else {
            throw DocumentSourceFailure(
                "The file “\(reference.prefix(100))” is outside the document's folder, so it was not opened. "
                    + "Allow references outside the folder if you trust the document."
            )
        }
        let shownFolder = DocumentFile.directory(of: name)
        let shown = relative.hasPrefix("/") || shownFolder == "." ? relative : shownFolder + "/" + relative
        return try add(identity, origin: .file(relative)) { (limit) throws(OpenAPIReaderError) in
            (try DocumentFile.read(identity, maximumBytes: limit), shown)
        }
    }

    private mutating func remote(_ url: String) throws(DocumentSourceFailure) -> DocumentTree {
        if let known = byIdentity[url] { return trees[try known.get()] }
        guard let fetched = remotes[url] else {
            wantedURLs.insert(url)
            throw DocumentSourceFailure(
                "The reference leads to “\(url.prefix(150))”, which was not fetched: URLs in documents are off by default."
            )
        }
        guard case .success(let bytes) = fetched else {
            throw DocumentSourceFailure("“\(url.prefix(150))” could not be fetched.")
        }
        let shown = url.split(separator: "://", maxSplits: 1).last.map(String.init) ?? url
        return try add(url, origin: .remote(url: url)) { (_) throws(OpenAPIReaderError) in (bytes, shown) }
    }

    private mutating func add(
        _ identity: String,
        origin: Origin,
        _ load: (_ limit: Int) throws(OpenAPIReaderError) -> (bytes: [UInt8], name: String)
    ) throws(DocumentSourceFailure) -> DocumentTree {
        let limits = reader.limits.effective
        guard trees.count < limits.maximumDocuments else {
            throw DocumentSourceFailure(
                "The description has more than \(limits.maximumDocuments) files. Raise the limit maximumDocuments."
            )
        }
        do {
            let (bytes, name) = try load(limits.maximumBytes - byteCount)
            var rest = limits
            rest.maximumBytes -= byteCount
            let tree = try DocumentParser.parse(bytes, name: name, id: trees.count, limits: rest)
            byteCount += bytes.count
            trees.append(tree)
            origins.append(origin)
            byIdentity[identity] = .success(tree.id)
            return tree
        } catch {
            let failure = DocumentSourceFailure(
                "The reference leads to a file that cannot be read. \(error.description)"
            )
            byIdentity[identity] = .failure(failure)
            throw failure
        }
    }

    private static func isURL(_ reference: String) -> Bool {
        guard let colon = reference.firstIndex(of: ":") else { return false }
        let scheme = reference[..<colon]
        return scheme.count > 1
            && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }

    /// Resolves a relative reference (RFC 3986, 5.2) without a fragment or query.
    private static func resolve(_ reference: String, against base: String) -> String {
        guard let authority = base.firstRange(of: "://") else { return reference }
        let rest = base[authority.upperBound...].prefix { $0 != "?" && $0 != "#" }
        let host = rest.prefix { $0 != "/" }
        let path = String(rest.dropFirst(host.count))
        let merged = reference.hasPrefix("/") ? reference : DocumentFile.directory(of: "/" + path) + "/" + reference
        return base[..<authority.upperBound] + host + DocumentFile.normalized("/" + merged)
    }
}

/// Why the document that a reference names is not there.
struct DocumentSourceFailure: Error {
    var message: String
    init(_ message: String) { self.message = message }
}
