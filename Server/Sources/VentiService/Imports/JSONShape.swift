//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a JSON text has to be before it is read for what it says, so that a wrong one is refused with the place of its fault.
struct JSONShape: Sendable {
    /// What a value is.
    enum Kind: String, Sendable, Hashable {
        case object = "an object"
        case array = "a list"
        case string = "a text"
        case number = "a number"
        case boolean = "true or false"
        case null = "null"
    }

    /// A step from the outermost value to one inside.
    enum Step: Sendable, Hashable {
        case member(String)
        /// Any element of a list.
        case element
    }

    /// What a value at a place has to be.
    struct Rule: Sendable {
        var path: [Step]
        var kinds: Set<Kind>
        /// Whether it must be there, where what is around it is.
        var isRequired = false
        /// The only text that it may be; `nil` for any.
        var text: String?
    }

    /// Where a text is not what it has to be.
    struct Fault: Error, Sendable, Hashable {
        /// The place, as a JSON Pointer.
        var pointer: String
        /// What is wrong there, with the line and column.
        var message: String
    }

    /// What the values have to be.
    var rules: [Rule]
    /// Whether several values may follow each other, as in JSON lines.
    var isSequence = false

    /// How deep values may stand in one another.
    static let maximumDepth = 100

    /// Passes where a text is of the shape.
    func check(_ bytes: [UInt8]) throws(Fault) {
        var reader = JSONShapeReader(bytes: bytes, shape: self)
        try reader.run()
    }
}
