//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiService

/// Reads `multipart/form-data` (RFC 7578) from memory.
package struct MultipartForm {
    private static let mostParts = 200
    private static let mostHeaderBytes = 8_192

    /// - Parameters:
    ///   - bytes: The body.
    ///   - boundary: What parts it, as the media type says.
    /// - Throws: ``ServiceError`` with code `validation`.
    package static func read(_ bytes: [UInt8], boundary: String) throws -> Form {
        guard (1...70).contains(boundary.utf8.count) else { throw refusal }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter has no line break before it.
        let body = [13, 10] + bytes
        var form = Form()
        guard var at = end(delimiter, in: body, from: 0) else { throw refusal }
        for _ in 0..<mostParts {
            var start = at + delimiter.count
            if body.count >= start + 2, body[start] == 45, body[start + 1] == 45 { return form }
            guard body.count >= start + 2, body[start] == 13, body[start + 1] == 10 else { throw refusal }
            start += 2
            guard let next = end(delimiter, in: body, from: start) else { throw refusal }
            try read(part: body[start..<next], into: &form)
            at = next
        }
        throw refusal
    }

    /// The boundary of a media type.
    package static func boundary(_ mediaType: String) -> String? {
        for parameter in mediaType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "boundary" else { continue }
            return String(parts[1].drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" && $0 != " " })
        }
        return nil
    }

    private static func read(part: ArraySlice<UInt8>, into form: inout Form) throws {
        let gap = Array("\r\n\r\n".utf8)
        let head = Array(part.prefix(mostHeaderBytes))
        guard let end = find(gap, in: head, from: 0) else { throw refusal }
        let content = Array(part.dropFirst(end + gap.count))
        let lines = String(decoding: head[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = value("name", in: line)
        else { throw refusal }
        if let file = value("filename", in: line) {
            if !file.isEmpty || !content.isEmpty { form.add(name, Form.File(name: file, bytes: content)) }
        } else {
            guard let text = String(validating: content, as: UTF8.self) else { throw refusal }
            form.add(name, text)
        }
    }

    /// A parameter in quotation marks, in which browsers write a mark as `%22`.
    private static func value(_ name: String, in line: Substring) -> String? {
        guard let range = line.firstRange(of: "; \(name)=\"") else { return nil }
        return String(line[range.upperBound...].prefix { $0 != "\"" })
    }

    /// Where the next delimiter begins. What only begins like one belongs to the content.
    private static func end(_ delimiter: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        var at = start
        while let next = find(delimiter, in: body, from: at) {
            let rest = body[(next + delimiter.count)...].prefix(2)
            if rest.elementsEqual([13, 10]) || rest.elementsEqual([45, 45]) { return next }
            at = next + 1
        }
        return nil
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        var at = start
        while at <= bytes.count - needle.count {
            guard let next = bytes[at...].firstIndex(of: first), next <= bytes.count - needle.count else { return nil }
            if bytes[next..<next + needle.count].elementsEqual(needle) { return next }
            at = next + 1
        }
        return nil
    }

    private static let refusal = ServiceError(.validation, "The form is not encoded as forms with files are.")
}
