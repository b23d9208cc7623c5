//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value that a proof makes anew each time it is carried out, so that it can be repeated: accounts and objects that
/// must have a name of their own, and the marker by which they are known again.
///
/// Requests and assertions of the proof name it as `{{$name}}`.
public struct FreshValue: Sendable, Hashable, Codable {
    /// The name between the braces: letters and digits.
    public var name: String
    /// What the value is like.
    public var kind: Kind
    /// The most characters that the value may have; `nil` for as many as its kind takes.
    public var maximumLength: Int?

    /// A value under a name that the proof's requests use as a placeholder.
    public init(_ name: String, _ kind: Kind = .marker, maximumLength: Int? = nil) {
        self.name = name
        self.kind = kind
        self.maximumLength = maximumLength
    }

    /// What a fresh value looks like.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Sixteen lower-case letters and digits: `vk`, a digit, and random ones, by which what a scan has made is known.
        case marker
        /// An address in `example.com` (RFC 2606).
        case email
        /// A password with letters of both cases, digits and a sign.
        case password
        /// Nine random digits.
        case digits
        /// A random UUID (RFC 9562, version 4).
        case uuid
    }

    /// The text that stands for the value in requests and assertions.
    public var placeholder: String { Self.placeholder(name) }

    /// The text that stands for the value of this name in requests and assertions.
    public static func placeholder(_ name: String) -> String { "{{$\(name)}}" }
}
