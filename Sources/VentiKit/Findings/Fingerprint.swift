//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto

/// The stable identity of a finding across runs, hosts and edits of the document.
///
/// Version 1 is the SHA-256 of check id, method, path template without parameter names, insertion point and evidence
/// class. It never contains a host, a line number, a value from a URL or a time.
public struct Fingerprint: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The version prefix and the first 32 hexadecimal digits of the digest, such as `venti/v1:1f0c…`.
    public let rawValue: String

    public var description: String { rawValue }

    /// A short form for people, such as `VK-7f3a91c2`.
    public var shortForm: String { "VK-" + rawValue.dropFirst("venti/v1:".count).prefix(8) }

    init(components: [String]) {
        // A length prefix keeps ["ab", "c"] and ["a", "bc"] apart.
        let text = components.map { "\($0.utf8.count):\($0)" }.joined()
        let digest = SHA256.hash(data: Array(text.utf8))
        let hexadecimal = digest.prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        rawValue = "venti/v1:" + hexadecimal.joined()
    }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Finding {
    /// The stable identity of this finding.
    public var fingerprint: Fingerprint {
        Fingerprint(components: [
            checkID.rawValue,
            location.method ?? "",
            OperationKey.withoutParameterNames(location.path ?? ""),
            location.insertionPoint?.location.rawValue ?? "",
            location.insertionPoint.map { $0.location == .path ? "" : $0.name } ?? "",
            evidenceClass,
        ])
    }
}
