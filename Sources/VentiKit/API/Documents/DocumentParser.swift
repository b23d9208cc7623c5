//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Turns bytes into a document tree: finds the encoding, and whether they are JSON or YAML, whatever the file is called.
enum DocumentParser {
    /// Parses a document.
    ///
    /// - Throws: ``OpenAPIReaderError`` with the place of what could not be read.
    static func parse(
        _ bytes: [UInt8],
        name: String,
        id: Int = 0,
        limits: OpenAPIReader.Limits
    ) throws(OpenAPIReaderError) -> DocumentTree {
        guard bytes.count <= limits.maximumBytes else {
            throw OpenAPIReaderError(
                .tooLarge,
                "The document has \(bytes.count) bytes, more than the \(limits.maximumBytes) allowed. "
                    + "Split it, or raise the limit maximumBytes.",
                file: name
            )
        }
        let (text, encodingProblem) = DocumentEncoding.utf8(bytes)
        do {
            var builder = try tree(text, limits: limits)
            if let encodingProblem { builder.note(encodingProblem.position, encodingProblem.message) }
            return DocumentTree(name: name, id: id, builder: builder)
        } catch {
            let (line, column) = LineIndex(of: text).lineAndColumn(at: error.position, in: text)
            throw OpenAPIReaderError(
                error.code,
                error.message,
                source: SourceLocation(file: name, line: line, column: column)
            )
        }
    }

    private static func tree(_ bytes: [UInt8], limits: OpenAPIReader.Limits) throws(DocumentFault) -> DocumentBuilder {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes[start...].firstIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        guard let first else {
            throw .syntax(0, "The document is empty. Name a file that holds an OpenAPI description.")
        }
        guard bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[") else {
            return try yaml(bytes, start: start, limits: limits)
        }
        var json = JSONParser(bytes: bytes, start: start, limits: limits)
        let fault: DocumentFault
        do {
            try json.parse()
            return json.builder
        } catch {
            fault = error
        }
        guard fault.code == .notADocument else { throw fault }
        // A YAML mapping may be written in brackets too, with bare keys or single quotes.
        do {
            var builder = try yaml(bytes, start: start, limits: limits)
            builder.note(fault.position, "This is not JSON, but could be read as YAML. \(fault.message)")
            return builder
        } catch {
            throw fault
        }
    }

    private static func yaml(
        _ bytes: [UInt8],
        start: Int,
        limits: OpenAPIReader.Limits
    ) throws(DocumentFault) -> DocumentBuilder {
        var parser = YAMLParser(bytes: bytes, start: start, limits: limits)
        try parser.parse()
        return parser.builder
    }
}
