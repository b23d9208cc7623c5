//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire: `{"file": "openapi.yaml"}`, `{"url": "https://…"}`, `{"name": "openapi.yaml", "text": "…"}` or, where
/// the bytes are not UTF-8, `{"name": "openapi.json", "base64": "…"}`.
///
/// A file is only named. Whoever sends a request to a process with other files puts its bytes in first.
extension DocumentSource: Codable {
    private enum CodingKeys: String, CodingKey {
        case file, url, name, text, base64
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let path = try container.decodeIfPresent(String.self, forKey: .file) {
            self = .file(path)
        } else if let url = try container.decodeIfPresent(String.self, forKey: .url) {
            self = .url(url)
        } else if let text = try container.decodeIfPresent(String.self, forKey: .text) {
            self = .bytes(Array(text.utf8), name: try container.decode(.name, default: "openapi"))
        } else {
            guard let bytes = Base64.decode(try container.decode(String.self, forKey: .base64)) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .base64,
                    in: container,
                    debugDescription: "not Base64 (RFC 4648)."
                )
            }
            self = .bytes(bytes, name: try container.decode(.name, default: "openapi"))
        }
    }

    /// Writes the source.
    ///
    /// - Throws: `EncodingError` for ``description(_:)``, whose document is no longer there.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .file(let path): try container.encode(path, forKey: .file)
        case .url(let url): try container.encode(url, forKey: .url)
        case .bytes(let bytes, let name):
            try container.encode(name, forKey: .name)
            if let text = String(validating: bytes, as: UTF8.self) {
                try container.encode(text, forKey: .text)
            } else {
                try container.encode(Base64.encode(bytes), forKey: .base64)
            }
        case .description(let description):
            throw EncodingError.invalidValue(
                description.documentName,
                .init(
                    codingPath: encoder.codingPath,
                    debugDescription: "an API description cannot cross to another process; give the document's bytes."
                )
            )
        }
    }
}
