//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OpenAPIReading {
    /// The base URLs that the document names.
    mutating func readServers() -> [String] {
        guard let servers = root[.servers], version != .swagger2 || root[.host] == nil else { return swaggerServers() }
        guard servers.isSequence else {
            if !servers.isNull {
                note(.warning, "“servers” is \(servers.kindName), not a list; it is ignored.", servers.location)
            }
            return swaggerServers()
        }
        return servers.elements.compactMap { server($0) }
    }

    private mutating func server(_ node: DocumentNode) -> String? {
        guard let node = follow(node), let url = node[.url]?.text else {
            note(.warning, "The server has no “url”; it is ignored.", node.location)
            return nil
        }
        guard url.utf8.contains(UInt8(ascii: "{")) else { return url }
        var result = ""
        var rest = Substring(url)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            result += rest[..<open]
            let variable = node[.variables]?[name]
            let value =
                variable?[.defaultValue]?.text ?? variable?[.enumeration]?.elements.first(where: { _ in true })?.text
            if value == nil {
                note(.note, "The server's variable “\(name.prefix(60))” has no default value.", node.location)
            }
            result += value ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private func swaggerServers() -> [String] {
        let path = root[.basePath]?.text ?? ""
        guard let host = root[.host]?.text, !host.isEmpty else { return path.isEmpty || path == "/" ? [] : [path] }
        let schemes = root[.schemes]?.elements.compactMap(\.text) ?? []
        let separator = path.isEmpty || path.hasPrefix("/") ? "" : "/"
        return (schemes.isEmpty ? ["https"] : schemes).map { "\($0)://\(host)\(separator)\(path)" }
    }
}
