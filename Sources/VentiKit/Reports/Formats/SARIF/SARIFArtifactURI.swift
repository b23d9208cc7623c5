//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIF {
    /// The name of a document as the relative URI reference that GitHub asks for.
    ///
    /// One absolute, empty or `https:` URI makes GitHub refuse the whole file. So a path loses the root of the sources,
    /// or else what makes it absolute, and a URL its scheme.
    struct ArtifactURI {
        /// The folder that GitHub's paths start from, or `nil` where paths are relative to it already.
        var sourceRoot: String?

        func uri(for file: String) -> String {
            let encoded = segments(of: file).map(Self.percentEncoded).joined(separator: "/")
            return encoded.isEmpty ? "openapi" : encoded
        }

        /// The same place as a path, in which nothing is encoded.
        func path(of file: String) -> String {
            let path = segments(of: file).joined(separator: "/")
            return path.isEmpty ? "openapi" : path
        }

        private func segments(of file: String) -> [Substring] {
            var path = file.replacing("\\", with: "/")
            if let root = sourceRoot?.replacing("\\", with: "/"), !root.isEmpty {
                let prefix = root.hasSuffix("/") ? root : root + "/"
                if path.hasPrefix(prefix) { path.removeFirst(prefix.count) }
            }
            if let scheme = path.firstRange(of: "://") { path = String(path[scheme.upperBound...]) }
            path = String(path.prefix { $0 != "?" && $0 != "#" })
            if let drive = path.first, drive.isLetter, path.dropFirst().hasPrefix(":/") { path.removeFirst(2) }
            var segments: [Substring] = []
            for segment in path.split(separator: "/") where segment != "." {
                // What lies above the root of the sources has no place in a repository.
                if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
            }
            return segments
        }

        /// A colon too: in a first segment it would end a scheme (RFC 3986, 4.2).
        private static func percentEncoded(_ segment: Substring) -> String {
            let digits = Array("0123456789ABCDEF")
            var text = ""
            for byte in segment.utf8 {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "@"):
                    text.unicodeScalars.append(Unicode.Scalar(byte))
                default: text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
                }
            }
            return text
        }
    }
}
