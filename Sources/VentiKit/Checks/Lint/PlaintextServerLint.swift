//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that the document names with `http`.
struct PlaintextServerLint: DocumentCheck {
    let metadata = CheckMetadata(
        id: "venti.lint.http-server",
        title: "The document names a server without TLS",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(319)],
        remediation: "Name servers with https, and redirect or refuse plain http.",
        explanation: """
            Reads the document and sends nothing. Servers on the loopback interface, and those whose host is a \
            variable, do not count. One finding names all servers.
            """
    )

    func audit(_ description: APIDescription) -> [Finding] {
        let plain = description.servers.filter(Self.isPlaintext)
        guard !plain.isEmpty else { return [] }
        let shown = plain.prefix(3).map { "\"\($0.prefix(100))\"" }.joined(separator: ", ")
        return [
            metadata.finding(
                at: .host,
                summary: "Clients that follow the document send credentials in the clear to \(shown)"
                    + (plain.count > 3 ? " and \(plain.count - 3) more." : "."),
                affectedOperations: []
            )
        ]
    }

    private static func isPlaintext(_ server: String) -> Bool {
        let lower = server.lowercased()
        guard lower.hasPrefix("http://") else { return false }
        let authority = lower.dropFirst(7).prefix { !"/?#".contains($0) }
        var host = String(authority.split(separator: "@").last ?? "")
        if host.hasPrefix("[") {
            host = String(host.dropFirst().prefix { $0 != "]" })
        } else {
            host = String(host.prefix { $0 != ":" })
        }
        let isLoopback =
            host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "0.0.0.0"
            || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
        return !host.isEmpty && !isLoopback && !host.contains("{")
    }
}
