//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// The bytes of a template's requests, of which only the value is written anew for each.
struct WireTemplate {
    /// What stands between two of the parts that are always the same.
    private struct Gap {
        /// Where the part before it ends.
        var offset: Int
        /// Whether the length of the body stands there, and not the value.
        var isLength: Bool
    }

    /// All that is always the same, one part after the other.
    private var fixed: [UInt8] = []
    private var gaps: [Gap] = []
    /// The length of the body without its values, and how many values it has.
    private let fixedBodyBytes: Int
    private let valuesInBody: Int

    init(_ template: ProbeTemplate, authority: String, closes: Bool) {
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
            if index > 0 { gaps.append(Gap(offset: fixed.count, isLength: addsLength && index == parts.count - 1)) }
            fixed += part
        }
        if valuesInBody > 0 {
            let placeholder = Array(template.placeholder.utf8)
            let pieces = template.request.body.split(separator: placeholder, omittingEmptySubsequences: false)
            for (index, piece) in pieces.enumerated() {
                if index > 0 { gaps.append(Gap(offset: fixed.count, isLength: false)) }
                fixed += piece
            }
        } else {
            fixed += template.request.body
        }
    }

    /// Writes the request with that value in place of what the buffer holds.
    func render(_ value: String, into buffer: inout ByteBuffer) {
        buffer.clear()
        var start = 0
        for gap in gaps {
            write(start..<gap.offset, into: &buffer)
            start = gap.offset
            if gap.isLength {
                buffer.writeString(String(fixedBodyBytes + valuesInBody * value.utf8.count))
            } else {
                buffer.writeString(value)
            }
        }
        write(start..<fixed.count, into: &buffer)
    }

    private func write(_ part: Range<Int>, into buffer: inout ByteBuffer) {
        unsafe fixed.withUnsafeBytes { bytes in
            _ = unsafe buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[part]))
        }
    }
}
