//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The name of an image: `registry.example.com:5000/team/venti:1.2@sha256:…`.
public struct ImageReference: Sendable, Hashable, CustomStringConvertible {
    /// The registry and path, without tag and digest.
    public let repository: String
    /// The tag; `latest` where none is written.
    public let tag: String
    /// The digest, such as `sha256:…`, which names exactly one image; `nil` where none is written.
    public let digest: String?

    /// Reads a reference.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidConfiguration`` if it is none.
    public init(_ text: String) throws {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        digest = parts.count == 2 ? String(parts[1]) : nil
        let name = parts[0]
        let last = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        let colon = name[last...].firstIndex(of: ":")
        repository = String(colon.map { name[..<$0] } ?? name)
        tag = colon.map { String(name[name.index(after: $0)...]) } ?? "latest"
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "._-/:@".utf8.contains(byte)
        }
        let digits = digest?.split(separator: ":", maxSplits: 1).last
        let hasDigest = digest == nil || digest?.hasPrefix("sha256:") == true && digits?.count == 64
        guard isPlain, hasDigest, !repository.isEmpty, !tag.isEmpty, text.utf8.count <= 512 else {
            throw DockerError(.invalidConfiguration, "\"\(text.prefix(200))\" is not the name of an image.")
        }
    }

    public var description: String { digest.map { "\(repository)@\($0)" } ?? "\(repository):\(tag)" }
}
