//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// The bytes of a template's requests, of which only the value is written anew for each.
struct WireTemplate {
    private enum Piece {
        case bytes(ByteBuffer)
        case value
        case contentLength
    }

    private var pieces: [Piece] = []
    /// The length of the body without its values, and how many values it has.
    private let fixedBodyBytes: Int
    private let valuesInBody: Int

    init(_ template: ProbeTemplate, authority: String, closes: Bool) {
        let placeholder = Array(template.placeholder.utf8)
        (valuesInBody, fixedBodyBytes) = template.bodyParts
        let addsLength = valuesInBody > 0 && !template.request.headers.contains("content-length")
        var head = ByteBuffer()
        // A NUL stands where the value does, and last where the length does: heads that the rules let through hold none.
        RequestEncoder.encodeHead(
            template.request(with: "\0"),
            authority: authority,
            closes: closes,
            length: addsLength ? "\0" : nil,
            into: &head
        )
        let parts = head.readableBytesView.split(separator: 0, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index > 0 { pieces.append(addsLength && index == parts.count - 1 ? .contentLength : .value) }
            if !part.isEmpty { pieces.append(.bytes(ByteBuffer(bytes: Array(part)))) }
        }
        if valuesInBody > 0 {
            add(template.request.body, placeholder)
        } else if !template.request.body.isEmpty {
            pieces.append(.bytes(ByteBuffer(bytes: template.request.body)))
        }
    }

    private mutating func add(_ bytes: [UInt8], _ placeholder: [UInt8]) {
        for (index, part) in bytes.split(separator: placeholder, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { pieces.append(.value) }
            if !part.isEmpty { pieces.append(.bytes(ByteBuffer(bytes: part))) }
        }
    }

    /// Writes the request with that value in place of what the buffer holds.
    func render(_ value: String, into buffer: inout ByteBuffer) {
        buffer.clear()
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): buffer.writeImmutableBuffer(bytes)
            case .value: buffer.writeString(value)
            case .contentLength: buffer.writeString(String(fixedBodyBytes + valuesInBody * value.utf8.count))
            }
        }
    }
}
