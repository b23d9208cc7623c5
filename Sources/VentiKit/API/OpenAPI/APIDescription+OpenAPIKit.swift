//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if OpenAPIKit
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import OpenAPIKit
public import OpenAPIKit30

extension APIDescription {
    /// Makes a description from an OpenAPI 3.1 or 3.2 document that the host already has.
    ///
    /// The document is written as JSON and read by ``OpenAPIReader``, so that there is one reader and one result.
    /// Source locations are those in that JSON.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - name: The document's name, for locations.
    ///   - reader: The reader with its limits.
    /// - Throws: ``OpenAPIReaderError``, and what OpenAPIKit throws where the document cannot be written as JSON.
    public init(
        _ document: OpenAPIKit.OpenAPI.Document,
        name: String = "openapi.json",
        reader: OpenAPIReader = OpenAPIReader()
    ) throws {
        try self.init(encoding: document, name: name, reader: reader)
    }

    /// Makes a description from an OpenAPI 3.0 document that the host already has.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - name: The document's name, for locations.
    ///   - reader: The reader with its limits.
    /// - Throws: ``OpenAPIReaderError``, and what OpenAPIKit throws where the document cannot be written as JSON.
    public init(
        _ document: OpenAPIKit30.OpenAPI.Document,
        name: String = "openapi.json",
        reader: OpenAPIReader = OpenAPIReader()
    ) throws {
        try self.init(encoding: document, name: name, reader: reader)
    }

    private init(encoding document: some Encodable, name: String, reader: OpenAPIReader) throws {
        let encoder = JSONEncoder()
        // One member a line, in an order that does not change from run to run.
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        self = try reader.read(bytes: Array(try encoder.encode(document)), name: name)
    }
}
#endif
