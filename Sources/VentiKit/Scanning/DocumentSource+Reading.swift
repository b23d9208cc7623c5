//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DocumentSource {
    /// The description, where the document is at hand; `nil` for a URL, from which it would have to be fetched.
    ///
    /// - Throws: ``OpenAPIReaderError`` if the document cannot be read.
    package func localDescription() throws -> APIDescription? {
        switch self {
        case .description(let description): description
        case .bytes(let bytes, let name): try APIDescription(bytes: bytes, name: name)
        case .file(let path): try APIDescription(contentsOf: path)
        case .url: nil
        }
    }

    /// The description of a document that must be at hand.
    ///
    /// - Parameter reason: What is said of a URL.
    /// - Throws: ``ScanError`` with the code if the document is a URL, with code ``ScanError/Code/invalidDocument`` if it
    ///   cannot be read.
    package func localDescription(else code: ScanError.Code, _ reason: (String) -> String) throws -> APIDescription {
        do {
            if let description = try localDescription() { return description }
        } catch let error as OpenAPIReaderError {
            throw ScanError(.invalidDocument, error.description, cause: error)
        }
        guard case .url(let url) = self else { throw ScanError(code, reason("")) }
        throw ScanError(code, reason(url))
    }
}
