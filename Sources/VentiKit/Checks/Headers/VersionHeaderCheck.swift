//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds header fields that tell which version of a product is running.
struct VersionHeaderCheck: PassiveCheck {
    let metadata = CheckMetadata(
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

    private static let fields = [
        "Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version", "X-Generator", "X-Runtime-Version",
    ]

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
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
        let bytes = value.utf8
        var start = bytes.startIndex
        var hasVersion = false
        // The two bytes before within the word; 0 for none.
        var before: (UInt8, UInt8) = (0, 0)
        for index in bytes.indices {
            let byte = bytes[index]
            guard !isSeparator(byte) else {
                if hasVersion { return String(value[start..<index]) }
                start = bytes.index(after: index)
                before = (0, 0)
                continue
            }
            let follows = before.1 == UInt8(ascii: "/") || before.1 == UInt8(ascii: ".") && before.0.isASCIIDigit
            if byte.isASCIIDigit, follows { hasVersion = true }
            before = (before.1, byte)
        }
        return hasVersion ? String(value[start...]) : nil
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"): true
        default: false
        }
    }
}
