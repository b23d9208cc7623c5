//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds header fields that tell which version of a product is running.
public struct VersionHeaderCheck: PassiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.headers.version-leak",
        title: "A header tells the version of the software",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(200)],
        remediation: "Send a bare product name, or leave the field out.",
        explanation: """
            Looks at Server, X-Powered-By and fields like them. A product's name alone does not count, a version does, \
            because it tells which known flaws to try. One finding for each field stands for the host.
            """
    )

    public init() {}

    private static let fields = [
        "Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version", "X-Generator", "X-Runtime-Version",
    ]

    public func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.isOrdinary else { return [] }
        return Self.fields.compactMap { field in
            guard let value = exchange.response.headers[field], value.utf8.count <= 400 else { return nil }
            guard let version = Self.version(in: value) else { return nil }
            return metadata.hostFinding(
                from: exchange,
                summary: "\(field) is \"\(Redactor().redact(String(value.prefix(120))))\".",
                evidenceClass: field.lowercased(),
                assertions: [.headerContains(step: CheckMetadata.answerLabel, name: field, text: version)]
            )
        }
    }

    /// The first word that holds a version: digits with a point between them, or after a slash.
    static func version(in value: String) -> String? {
        value.split(whereSeparator: { " ,;()".contains($0) }).first { word in
            let bytes = Array(word.utf8)
            return bytes.indices.contains { index in
                guard index > 0, TraceLine.isDigit(bytes[index]) else { return false }
                if bytes[index - 1] == UInt8(ascii: "/") { return true }
                return index > 1 && bytes[index - 1] == UInt8(ascii: ".") && TraceLine.isDigit(bytes[index - 2])
            }
        }.map(String.init)
    }
}
