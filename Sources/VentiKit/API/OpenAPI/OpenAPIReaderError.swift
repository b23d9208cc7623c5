//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a document cannot be read as an API description.
///
/// What is wrong with only a part of a document is no error but a ``ScanDiagnostic`` of the description.
public struct OpenAPIReaderError: Error, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case unreadable, notADocument, notOpenAPI, unsupportedVersion, tooLarge, tooDeep, tooManyNodes,
                aliasExpansion
        }

        private let value: Value

        /// The file is not there, is no regular file, or may not be read.
        public static var unreadable: Code { Code(value: .unreadable) }
        /// The bytes are neither JSON nor YAML.
        public static var notADocument: Code { Code(value: .notADocument) }
        /// The document is JSON or YAML, but no OpenAPI description.
        public static var notOpenAPI: Code { Code(value: .notOpenAPI) }
        /// The description is of a version that is not understood, such as 1.2.
        public static var unsupportedVersion: Code { Code(value: .unsupportedVersion) }
        /// The document is larger than ``OpenAPIReader/Limits/maximumBytes``.
        public static var tooLarge: Code { Code(value: .tooLarge) }
        /// The document nests deeper than ``OpenAPIReader/Limits/maximumDepth``.
        public static var tooDeep: Code { Code(value: .tooDeep) }
        /// The document has more values than ``OpenAPIReader/Limits/maximumNodes``.
        public static var tooManyNodes: Code { Code(value: .tooManyNodes) }
        /// The document's aliases stand for more than ``OpenAPIReader/Limits/maximumAliasExpansion`` values.
        public static var aliasExpansion: Code { Code(value: .aliasExpansion) }

        public var description: String { value.rawValue }
    }

    /// What kind of problem it is.
    public var code: Code
    /// What is wrong and how to mend it, at most 400 characters.
    public var message: String
    /// The document's name as the user gave it.
    public var file: String
    /// The place in the document, where there is one.
    public var source: SourceLocation?
    /// The error beneath, if there is one.
    public var cause: (any Error)?

    init(_ code: Code, _ message: String, file: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message.count > 400 ? message.prefix(399) + "…" : message
        self.file = file
        self.cause = cause
    }

    init(_ code: Code, _ message: String, source: SourceLocation) {
        self.init(code, message, file: source.file)
        self.source = source
    }

    /// The place, what is wrong, and how to mend it, such as `api.json:3:5: Expected “,” …`.
    public var description: String { "\(source?.description ?? file): \(message)" }
}
