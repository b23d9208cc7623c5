//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Descriptions of APIs.
public struct DocumentService: Sendable {
    let core: PlatformCore

    /// An operation of a document, for choosing what to scan.
    public struct Operation: Codable, Sendable, Hashable {
        /// The method in capitals.
        public var method: String
        /// The path template.
        public var path: String
        /// The operation's id, where it has one.
        public var operationID: String?
    }

    /// The documents, newest first.
    public func list(as principal: Principal, page: PageRequest = PageRequest()) async throws -> Page<StoredDocument> {
        try principal.require(.readDocuments)
        return try await core.page(page, of: RecordQuery(), in: principal.scope)
    }

    /// One document.
    public func find(_ id: RecordID, as principal: Principal) async throws -> StoredDocument {
        try principal.require(.readDocuments)
        return try await core.find(StoredDocument.self, id, in: principal.scope, noun: "document")
    }

    /// The bytes of a document.
    public func content(_ id: RecordID, as principal: Principal) async throws -> [UInt8] {
        try principal.require(.readDocuments)
        return Array(try await core.find(DocumentContent.self, id, in: principal.scope, noun: "document").bytes)
    }

    /// The operations of a document, in its order.
    public func operations(_ id: RecordID, as principal: Principal) async throws -> [Operation] {
        let document = try await find(id, as: principal)
        let description = try await Self.read(try await content(id, as: principal), name: document.name, core)
        return description.operations.map {
            Operation(method: $0.method, path: $0.path, operationID: $0.operationID)
        }
    }

    /// Stores a document, unless the tenant has these bytes already.
    /// - Returns: The document, and whether it was there.
    /// - Throws: ``ServiceError`` with code `spec-invalid` where it is no OpenAPI document.
    public func upload(_ bytes: [UInt8], name: String, as principal: Principal) async throws -> Made<StoredDocument> {
        try principal.require(.writeDocuments)
        guard bytes.count <= core.settings.maximumDocumentBytes else {
            throw ServiceError(
                .payloadTooLarge,
                "A document has at most \(core.settings.maximumDocumentBytes) bytes."
            )
        }
        let name = Self.plainName(name)
        let description = try await Self.read(bytes, name: name, core)
        let now = core.now()
        let document = StoredDocument(
            id: .make(at: now),
            tenant: principal.scope.tenant,
            sha256: SecretBytes.digest(bytes),
            name: name,
            size: bytes.count,
            title: String(description.title.prefix(200)),
            apiVersion: String(description.version.prefix(100)),
            openAPIVersion: description.documentVersion,
            operations: description.operations.count,
            createdAt: now
        )
        let note = core.note(principal, "document.upload", "\(name) \(document.sha256)")
        return try await core.store.write(principal.scope) { writer in
            if let known = try writer.list(RecordQuery<StoredDocument>([.text("sha256", document.sha256)], limit: 1))
                .first
            {
                return Made(value: known, isReplayed: true)
            }
            try writer.insert(document)
            try writer.insert(DocumentContent(id: document.id, tenant: document.tenant, bytes: Data(bytes)))
            try writer.audit(note, document.id.rawValue)
            return Made(value: document, isReplayed: false)
        }
    }

    /// Fetches a document from a URL and stores it.
    public func fetch(from url: String, as principal: Principal) async throws -> Made<StoredDocument> {
        try principal.require(.writeDocuments)
        let fetch = GuardedFetch(
            addresses: core.addresses,
            tracer: core.tracer,
            maximumBytes: core.settings.maximumDocumentBytes
        )
        let answer = try await fetch.get(url)
        guard answer.status == 200 else {
            throw ServiceError.invalid("/url", "The URL answered with \(answer.status).", code: "status")
        }
        let path = url.prefix { $0 != "?" && $0 != "#" }
        return try await upload(
            answer.body,
            name: path.split(separator: "/").last.map(String.init) ?? "",
            as: principal
        )
    }

    /// Reads a document away from the threads that serve requests. What it refers to elsewhere is not fetched.
    static func read(_ bytes: [UInt8], name: String, _ core: PlatformCore) async throws -> APIDescription {
        try await core.desk.run {
            var limits = OpenAPIReader.Limits()
            limits.maximumBytes = min(limits.maximumBytes, core.settings.maximumDocumentBytes)
            do {
                return try OpenAPIReader(limits: limits).read(bytes: bytes, name: name)
            } catch let error as OpenAPIReaderError {
                throw ServiceError(.specInvalid, error.message)
            }
        }
    }

    private static func plainName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let plain = String(last.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }.prefix(80))
        return plain.isEmpty || plain.allSatisfy({ $0 == "." }) ? "openapi.yaml" : plain
    }
}
