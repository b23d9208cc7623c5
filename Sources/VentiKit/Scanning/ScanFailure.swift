//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a scan in another process could not begin: the last line of its output, in the place of the report.
///
/// On the wire: `{"type": "failed", "version": 1, "error": {"code": "unreachable", "message": "…"}}`.
public struct ScanFailure: Sendable, Hashable, Codable {
    /// The ``ScanError/Code`` by its text.
    public var code: String
    /// What happened, in one line.
    public var message: String

    private enum CodingKeys: String, CodingKey { case type, version, error }
    private enum ErrorKeys: String, CodingKey { case code, message }
    static let type = "failed"

    public init(_ error: ScanError) {
        code = error.code.description
        message = error.message
    }

    /// The error, as if this process had met it.
    public var error: ScanError { ScanError(ScanError.Code(description: code), message) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let error = try container.nestedContainer(keyedBy: ErrorKeys.self, forKey: .error)
        code = try error.decode(String.self, forKey: .code)
        let text = try error.decode(String.self, forKey: .message)
        message = text.count > 1_000 ? text.prefix(999) + "…" : text
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.type, forKey: .type)
        try container.encode(ScanEvent.wireVersion, forKey: .version)
        var error = container.nestedContainer(keyedBy: ErrorKeys.self, forKey: .error)
        try error.encode(code, forKey: .code)
        try error.encode(message, forKey: .message)
    }

    /// The failure as one line that ends in a newline.
    public func ndjsonLine() throws(ScanError) -> String {
        String(decoding: try JSONCoding.encode(self), as: UTF8.self) + "\n"
    }
}

/// One line of events.
enum ScanEventLine: Decodable {
    case event(ScanEvent)
    case failure(ScanFailure)

    private enum CodingKeys: String, CodingKey { case type, version }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let isFailure =
            try container.decodeIfPresent(String.self, forKey: .type) == ScanFailure.type
            && container.decodeIfPresent(Int.self, forKey: .version) == ScanEvent.wireVersion
        self = isFailure ? .failure(try ScanFailure(from: decoder)) : .event(try ScanEvent(from: decoder))
    }
}
