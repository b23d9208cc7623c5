//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OpenAPIReading {
    /// Reads the security schemes of the document.
    mutating func readSecuritySchemes() {
        for node in [root[.components]?[.securitySchemes], root[.securityDefinitions]].compactMap({ $0 })
        where !node.isNull {
            guard let map = follow(node), map.isMapping else {
                note(
                    .warning,
                    "The security schemes are \(node.kindName), not a mapping; they are ignored.",
                    node.location
                )
                continue
            }
            for member in map.members where !(member.isExtension && !member.value.isMapping) {
                securitySchemes[member.name] = scheme(member)
            }
        }
    }

    private mutating func scheme(_ member: DocumentMember) -> APISecurityScheme {
        guard let node = follow(member.value), node.isMapping else {
            note(
                .warning,
                "The security scheme “\(member.name.prefix(60))” cannot be read; it is kept as unknown.",
                member.location
            )
            return .unknown(type: member.value[.ref]?.string ?? "")
        }
        let type = node[.type]?.text ?? ""
        switch type.lowercased() {
        case "basic": return .basic
        case "apikey": return apiKey(node, member)
        case "http": return http(node, member)
        case "oauth2": return .oauth2(flows: flows(node))
        case "openidconnect": return .openIDConnect(url: node[.openIDConnectURL]?.text ?? "")
        case "mutualtls": return .mutualTLS
        default:
            note(
                .warning,
                "The security scheme “\(member.name.prefix(60))” is of the unknown type “\(type.prefix(60))”.",
                node[.type]?.location ?? member.location
            )
            return .unknown(type: type)
        }
    }

    private mutating func apiKey(_ node: DocumentNode, _ member: DocumentMember) -> APISecurityScheme {
        let text = node[.location]?.text
        guard let name = node[.name]?.text,
            let location = text.flatMap({ APIParameter.Location(rawValue: $0.lowercased()) })
        else {
            note(
                .warning,
                "The API key “\(member.name.prefix(60))” needs a “name” and “in” as one of query, header and cookie.",
                member.location
            )
            return .unknown(type: "apiKey")
        }
        return .apiKey(name: name, location: location)
    }

    private mutating func http(_ node: DocumentNode, _ member: DocumentMember) -> APISecurityScheme {
        guard let scheme = node[.scheme]?.text else {
            note(.warning, "The HTTP security scheme “\(member.name.prefix(60))” has no “scheme”.", member.location)
            return .unknown(type: "http")
        }
        switch scheme.lowercased() {
        case "bearer": return .bearer(format: node[.bearerFormat]?.text)
        case "basic": return .basic
        default: return .http(scheme: scheme)
        }
    }

    private func flows(_ node: DocumentNode) -> [String] {
        if let flows = node[.flows] { return flows.members.filter { !$0.isExtension }.map(\.name) }
        return node[.flow]?.text.map { [$0] } ?? []
    }

    /// The alternatives of a `security` list; `nil` where there is none.
    mutating func security(_ node: DocumentNode?) -> [[APISecurityRequirement]]? {
        guard let node, !node.isNull else { return nil }
        if node.isMapping {
            note(.warning, "“security” is a mapping, not a list; it is read as a list of one.", node.location)
            return [requirements(node)]
        }
        guard node.isSequence else {
            note(.warning, "“security” is \(node.kindName), not a list; it is ignored.", node.location)
            return nil
        }
        return node.elements.compactMap { element in
            if element.isMapping { return requirements(element) }
            note(.warning, "The security requirement is \(element.kindName), not a mapping.", element.location)
            // The name alone still says that a credential is needed.
            return element.string.map { [requirement($0, [], element.location)] }
        }
    }

    private mutating func requirements(_ node: DocumentNode) -> [APISecurityRequirement] {
        node.members.filter { !$0.isExtension }.map { member in
            if !member.value.isSequence, !member.value.isNull, !(member.value.isMapping && member.value.count == 0) {
                note(
                    .warning,
                    "The scopes are \(member.value.kindName), not a list; they are ignored.",
                    member.value.location
                )
            }
            return requirement(member.name, member.value.elements.compactMap(\.text), member.location)
        }
    }

    private mutating func requirement(
        _ name: String,
        _ scopes: [String],
        _ location: SourceLocation
    ) -> APISecurityRequirement {
        if securitySchemes[name] == nil {
            note(
                .warning,
                "The security scheme “\(name.prefix(60))” is required, but not defined. Define it under the security schemes.",
                location
            )
            securitySchemes[name] = .unknown(type: "undefined")
        }
        return APISecurityRequirement(scheme: name, scopes: scopes)
    }
}
