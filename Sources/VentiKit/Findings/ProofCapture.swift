//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value that a proof takes from one response for use in later requests and in assertions, as `{{$name}}`: the id of
/// an object that was created, the token of an account that logged in.
public struct ProofCapture: Sendable, Hashable {
    /// The name between the braces: letters and digits.
    public var name: String
    /// Where in the response the value is.
    public var source: Source
    /// Whether the value is a credential, which no evidence may show.
    public var isSecret: Bool
    /// The value where the response has none there; `nil` where the proof cannot go on without it.
    public var fallback: String?

    /// A value to be taken from a response, under a name that later requests use as a placeholder.
    public init(_ name: String, from source: Source, isSecret: Bool = false, fallback: String? = nil) {
        self.name = name
        self.source = source
        self.isSecret = isSecret
        self.fallback = fallback
    }

    /// Where the value is in a response.
    public enum Source: Sendable, Hashable {
        /// At this JSON Pointer (RFC 6901) of the body.
        case body(pointer: String)
        /// The member of this name of the innermost JSON object that holds the text anywhere below it.
        case member(name: String, besideText: String)
        /// A header field's value, without an authentication scheme before it.
        case header(name: String)
        /// The last segment of the path in `Location` but this many.
        case location(segmentsFromEnd: Int)
        /// The value of a cookie that is set.
        case cookie(name: String)
    }
}
