//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a person wants to know of an operation: what the document says of it, and what a scan does with it.
enum OperationExplanation {
    private static let columns = 100

    /// - Throws: ``CommandError`` if the document cannot be read or does not have the operation.
    static func text(
        for name: OperationName,
        _ document: DocumentSource,
        _ surroundings: Surroundings
    ) throws -> String {
        let description = try DocumentArgument.description(of: document, command: "explain")
        guard let operation = description.operations.first(where: { $0.method == name.method && $0.path == name.path })
        else {
            let hint = Suggestion.phrase(for: "\(name.method) \(name.path)", among: description.operations.map(\.id))
            throw CommandError.usage(
                "\(description.documentName): no operation \(name.method) \(name.path)\(hint); "
                    + "the document has \(description.operations.count.counted("operation"))"
            )
        }
        return lines(for: operation, in: description).joined(separator: "\n")
    }

    static func lines(for operation: APIOperation, in description: APIDescription) -> [String] {
        var lines = ["\(operation.id)\(operation.summary.map { "  \($0)" } ?? "")", ""]
        if let source = operation.source { lines += row("Document", source.description) }
        if let id = operation.operationID { lines += row("Id", id) }
        if !operation.tags.isEmpty { lines += row("Tags", operation.tags.joined(separator: ", ")) }
        if operation.isDeprecated { lines += row("Deprecated", "yes") }
        lines += row("Security", security(of: operation, in: description))
        let parameters = operation.parameters.map(text)
        lines += row("Parameters", parameters.first ?? "none")
        for parameter in parameters.dropFirst() { lines += row("", parameter) }
        if let body = operation.requestBody {
            let types = body.contents.map(\.mediaType).joined(separator: ", ")
            lines += row("Body", "\(types)\(body.isRequired ? ", required" : "")")
        }
        let statuses = operation.responses.keys.sorted()
        lines += row("Responses", statuses.isEmpty ? "none documented" : statuses.joined(separator: ", "))
        let effect = OperationEffect(of: operation, schemas: description.schemas)
        lines += row("Effect", text(for: effect))
        lines.append("")
        lines += checks(for: effect)
        return lines
    }

    private static func security(of operation: APIOperation, in description: APIDescription) -> String {
        guard !operation.security.isEmpty else {
            return operation.declaresSecurity ? "none: anyone may call it" : "the document says nothing"
        }
        return operation.security.map { alternative in
            guard !alternative.isEmpty else { return "none" }
            return alternative.map { requirement in
                let kind = description.securitySchemes[requirement.scheme].map(text) ?? "undefined"
                let scopes = requirement.scopes.isEmpty ? "" : " with \(requirement.scopes.joined(separator: " "))"
                return "\(requirement.scheme) (\(kind))\(scopes)"
            }
            .joined(separator: " and ")
        }
        .joined(separator: ", or ")
    }

    private static func text(_ scheme: APISecurityScheme) -> String {
        switch scheme {
        case .bearer(let format): "bearer\(format.map { " \($0)" } ?? "")"
        case .basic: "basic"
        case .http(let scheme): "http \(scheme)"
        case .apiKey(let name, let location): "API key in \(location.rawValue) \(name)"
        case .oauth2: "OAuth 2.0"
        case .openIDConnect: "OpenID Connect"
        case .mutualTLS: "mutual TLS"
        case .unknown(let type): type
        }
    }

    private static func text(_ parameter: APIParameter) -> String {
        "\(parameter.location.rawValue) \(parameter.name)\(parameter.isRequired ? ", required" : "")"
    }

    private static func text(for effect: OperationEffect) -> String {
        switch effect {
        case .readOnly: "reads only: called from the profile passive on"
        case .login: "a login: attacked from the profile safe on"
        case .mutating: "changes data: called from the profile active on"
        case .destructive: "may delete data, end sessions or reset the target: called in the profile dangerous only"
        }
    }

    /// The checks that look at an operation of this effect, by the least profile in which they do.
    private static func checks(for effect: OperationEffect) -> [String] {
        let least: ScanPolicy.Profile =
            switch effect {
            case .readOnly: .passive
            case .login: .safe
            case .mutating: .active
            case .destructive: .dangerous
            }
        var lines: [String] = []
        for profile in ScanPolicy.Profile.allCases {
            let ids = CheckSet.default.checks
                .filter { !($0 is any DocumentCheck) && max($0.metadata.profile, least) == profile }
                .map(\.metadata.id.shortName)
            if !ids.isEmpty {
                lines += row(lines.isEmpty ? "Checks" : "", "\(profile.rawValue): \(ids.joined(separator: ", "))")
            }
        }
        return lines + row("", "A check that finds nothing to work with says so in the report's coverage.")
    }

    private static func row(_ label: String, _ text: String) -> [String] {
        CheckExplanation.row(label, text, columns)
    }
}
