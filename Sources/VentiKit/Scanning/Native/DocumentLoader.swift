//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Gets the description that a request asks for, wherever its document is.
struct DocumentLoader: Sendable {
    let client: ProbeClient

    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidDocument`` if the document cannot be read or describes
    ///   no operation.
    func load(_ source: DocumentSource) async throws -> APIDescription {
        do {
            let description = try await read(source)
            guard !description.operations.isEmpty else {
                let reason = description.diagnostics.first.map { " (\($0))" } ?? ""
                throw ScanError(
                    .invalidDocument,
                    "\(description.documentName): the document describes no operation, so there is nothing to scan\(reason)."
                )
            }
            return description
        } catch let error as OpenAPIReaderError {
            throw ScanError(.invalidDocument, error.description, cause: error)
        }
    }

    private func read(_ source: DocumentSource) async throws -> APIDescription {
        guard case .url(let url) = source else {
            return try source.localDescription(else: .invalidDocument) { $0 }
        }
        return try APIDescription(bytes: try await fetch(url), name: Self.name(of: url))
    }

    /// Fetches the document through the client, and so only from within the scope.
    private func fetch(_ url: String) async throws -> [UInt8] {
        let base = client.target.description
        guard url.hasPrefix(base), case let path = String(url.dropFirst(base.count)),
            path.isEmpty || path.hasPrefix("/")
        else {
            throw ScanError(
                .outOfScope,
                "\(url) lies outside the scope \(base); download the document and give the file instead."
            )
        }
        do {
            let request = ProbeRequest(method: "GET", target: path.isEmpty ? "/" : path, headers: ["Accept": "*/*"])
            let exchange = try await client.send(request, purpose: .setup)
            guard exchange.response.isSuccess else {
                throw ScanError(.invalidDocument, "\(url): the document was answered \(exchange.response.status).")
            }
            guard !exchange.response.bodyIsTruncated else {
                throw ScanError(
                    .invalidDocument,
                    "\(url): the document is too large to be fetched; give a file instead."
                )
            }
            return exchange.response.body
        } catch let error as ProbeError {
            throw ScanError(.unreachable, "\(url): \(error.message)", cause: error)
        }
    }

    /// The URL without its scheme, as reports name remote documents.
    private static func name(of url: String) -> String {
        url.firstRange(of: "://").map { String(url[$0.upperBound...]) } ?? url
    }
}
