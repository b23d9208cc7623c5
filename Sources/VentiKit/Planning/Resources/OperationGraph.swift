//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an API's operations give each other: which makes or lists the things that others need, and which logs in.
public struct OperationGraph: Sendable, Hashable {
    /// One operation gives a value that another takes.
    public struct Link: Sendable, Hashable, Codable {
        /// The operation that gives the value, by its id.
        public var producer: String
        /// The operation that takes it.
        public var consumer: String
        /// What the consumer calls it, such as `path orderId` or `token`.
        public var value: String
    }

    /// What an operation does for accounts and sessions.
    public struct AccountRole: Sendable, Hashable, Codable {
        /// The operation's id.
        public var operation: String
        /// What it does, such as `logs in`.
        public var purpose: String
    }

    /// The operations by their ids, in the order of the document.
    public let operations: [String]
    /// The links in the order of their consumers.
    public let links: [Link]
    /// The operations that make accounts, log in, say who is asking and log out.
    public let accounts: [AccountRole]

    /// Infers the graph of a description.
    public init(_ description: APIDescription) {
        let model = ResourceModel(description)
        let people = AccountOperations(in: description)
        operations = description.operations.map(\.id)
        var accounts: [AccountRole] = []
        func role(_ operation: APIOperation, _ purpose: String) -> AccountRole {
            AccountRole(operation: operation.id, purpose: purpose)
        }
        accounts += people.registrations.map { role($0.operation, "registers") }
        if let login = people.login { accounts.append(role(login.operation, "logs in")) }
        if let refresh = people.refresh { accounts.append(role(refresh.operation, "renews a token")) }
        accounts += people.profile.map { role($0, "says who is asking") }
        if let logout = people.logout { accounts.append(role(logout, "logs out")) }
        accounts += people.passwordChanges.map { role($0.operation, "changes a password") }
        self.accounts = accounts
        var links: [Link] = []
        for operation in description.operations {
            var place = model.resource(of: operation)
            while let resource = place {
                for producer in [resource.create, resource.list].compactMap({ $0 }) where producer.id != operation.id {
                    links.append(
                        Link(producer: producer.id, consumer: operation.id, value: "path \(resource.parameter)")
                    )
                }
                place = model.parent(of: resource)
            }
            let generator = ValueGenerator(description: description, userValues: [:], seed: 0)
            let request = generator.request(for: operation, attempt: 0, pool: ValuePool())
            for reference in ObjectReference.all(in: request, of: operation, model) {
                for producer in [reference.resource.create, reference.resource.list].compactMap({ $0 })
                where producer.id != operation.id {
                    links.append(
                        Link(producer: producer.id, consumer: operation.id, value: reference.point.description)
                    )
                }
            }
            if let login = people.login?.operation.id, operation.requiresCredential, login != operation.id {
                links.append(Link(producer: login, consumer: operation.id, value: "token"))
            }
        }
        self.links = links
    }
}

extension OperationGraph {
    /// The graph as lines for people: each operation with what it needs and where that comes from.
    public var text: String {
        var lines = accounts.isEmpty ? ["No operation about accounts is recognised."] : ["Accounts"]
        lines += accounts.map { "  \($0.operation) \($0.purpose)" }
        lines.append("")
        lines.append("Operations, and what gives them what they need")
        let byConsumer = Dictionary(grouping: links, by: \.consumer)
        for operation in operations {
            lines.append("  \(operation)")
            let needs = Dictionary(grouping: byConsumer[operation] ?? [], by: \.value)
            for (value, links) in needs.sorted(by: { $0.key < $1.key }) {
                lines.append("    \(value) from \(links.map(\.producer).joined(separator: " or "))")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The graph in the language of Graphviz: `dot -Tsvg` draws it.
    public var graphviz: String {
        func quoted(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ") + "\""
        }
        var lines = ["digraph operations {", "  rankdir=LR;", "  node [shape=box, fontname=\"sans-serif\"];"]
        lines += operations.map { "  \(quoted($0));" }
        for link in links {
            let style = link.value == "token" ? ", style=dashed" : ""
            lines.append(
                "  \(quoted(link.producer)) -> \(quoted(link.consumer)) [label=\(quoted(link.value))\(style)];"
            )
        }
        return (lines + ["}"]).joined(separator: "\n")
    }
}
