//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A body as it came, or with escapes undone, and the way back from a place in it to the body.
struct BodyView {
    let bytes: [UInt8]
    /// Whether the body is JSON; `nil` where nobody has looked yet.
    private let isJSON: Bool?
    /// The passes that led here, the first one first.
    private let passes: [Unescaping]

    init(_ body: [UInt8]) {
        bytes = body
        isJSON = nil
        passes = []
    }

    private init(bytes: [UInt8], isJSON: Bool, passes: [Unescaping]) {
        self.bytes = bytes
        self.isJSON = isJSON
        self.passes = passes
    }

    /// The bytes of the body that a range of this view stands for.
    func originalRange(of range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        for pass in passes.reversed() {
            let offsets = pass.offsets()
            lower = Int(offsets[lower])
            upper = Int(offsets[upper])
        }
        return lower..<max(lower, upper)
    }

    /// The view with one level of escapes undone: character references and HTML tags, in JSON also its escapes.
    ///
    /// Where the body is JSON, the end of a string is the end of a line. Where it is not, backslashes are left alone at
    /// first, because they may be those of a path, and taken for escapes the second time.
    ///
    /// - Returns: `nil` where there was nothing to undo.
    func unescaped(isSecondTime: Bool) -> BodyView? {
        let isJSON = isJSON ?? Self.looksLikeJSON(bytes)
        let pass = Unescaping(bytes: bytes, isJSON: isJSON, undoesEscapes: isJSON || isSecondTime)
        guard let output = pass.output() else { return nil }
        return BodyView(bytes: output, isJSON: isJSON, passes: passes + [pass])
    }

    private static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.prefix(64).first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
    }
}
