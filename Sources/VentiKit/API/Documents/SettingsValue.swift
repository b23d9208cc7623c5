//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value of a settings file in YAML or JSON, with its place: what tools of this machine keep for themselves.
///
/// A key that comes twice is an error here, unlike in an API's document: what counts in settings must be plain.
package struct SettingsValue: Sendable {
    /// What the value is.
    package enum Content: Sendable {
        /// A text, a number or a truth, as it is written; `isNull` where it is written as nothing.
        case scalar(String, isNull: Bool)
        case sequence([SettingsValue])
        case mapping([Member])
    }

    /// A key and what it stands for.
    package struct Member: Sendable {
        package let key: String
        /// Where the key stands.
        package let keyPlace: Place
        package let value: SettingsValue
    }

    /// A line and a column, from 1.
    package struct Place: Sendable, Hashable {
        package let line: Int
        package let column: Int
    }

    /// Why settings cannot be read.
    package struct Fault: Error {
        package let place: Place
        /// What is wrong there, without a value: that may be half a credential.
        package let reason: String
        /// Whether a key that comes twice is what is wrong.
        package let isDuplicate: Bool
    }

    package let content: Content
    package let place: Place

    /// A value that stands at a place.
    package init(content: Content, place: Place) {
        self.content = content
        self.place = place
    }

    /// The value of a key, unless it is null.
    package subscript(key: String) -> SettingsValue? {
        guard case .mapping(let members) = content, let value = members.first(where: { $0.key == key })?.value,
            !value.isNull
        else { return nil }
        return value
    }

    package var isNull: Bool {
        if case .scalar(_, isNull: true) = content { true } else { false }
    }

    /// What is written, whatever its type; `nil` for null, mappings and sequences.
    package var text: String? {
        if case .scalar(let text, isNull: false) = content { text } else { nil }
    }
}

extension SettingsValue {
    /// Reads settings: `nil` where there are none, but comments.
    ///
    /// - Throws: ``Fault`` with the place of what could not be read.
    package init?(bytes: [UInt8]) throws(Fault) {
        let (text, _) = DocumentEncoding.utf8(bytes)
        let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = text[start...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        do {
            // JSON may be indented with tabs, and YAML may not; but YAML may be written in brackets, too.
            if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let tree = try Self.json(text, start) {
                try self.init(tree.root)
                return
            }
            guard let tree = try Self.yaml(text, start) else { return nil }
            try self.init(tree.root)
        } catch let fault as Fault {
            throw fault
        } catch let fault as DocumentFault {
            let (line, column) = LineIndex(of: text).lineAndColumn(at: fault.position, in: text)
            throw Fault(place: Place(line: line, column: column), reason: fault.message, isDuplicate: false)
        } catch {
            throw Fault(place: Place(line: 1, column: 1), reason: "\(error)", isDuplicate: false)
        }
    }

    private static let limits = {
        var limits = OpenAPIReader.Limits()
        limits.maximumDepth = 64
        limits.maximumNodes = 200_000
        limits.maximumAliasExpansion = 10_000
        return limits
    }()

    /// The tree of a JSON text; `nil` for what is YAML.
    private static func json(_ text: [UInt8], _ start: Int) throws -> DocumentTree? {
        var parser = JSONParser(bytes: text, start: start, limits: limits)
        do {
            try parser.parse()
            return DocumentTree(name: "", id: 0, builder: parser.builder)
        } catch {
            guard error.code == .notADocument, (try? yaml(text, start)) != nil else { throw error }
            return nil
        }
    }

    /// The tree of a YAML text; `nil` for one without content.
    private static func yaml(_ text: [UInt8], _ start: Int) throws -> DocumentTree? {
        var parser = YAMLParser(bytes: text, start: start, limits: limits)
        do {
            try parser.parse()
        } catch {
            if parser.builder.nodes.isEmpty, parser.position >= text.count { return nil }
            throw error
        }
        guard parser.position >= text.count else {
            throw DocumentFault.syntax(parser.position, "The file holds several YAML documents. Keep one.")
        }
        return DocumentTree(name: "", id: 0, builder: parser.builder)
    }

    private init(_ node: DocumentNode) throws(Fault) {
        place = Self.place(node.position, node.tree)
        if node.isMapping {
            try Self.refuseDuplicates(node)
            var members: [Member] = []
            for member in node.members {
                let keyPlace = Self.place(Int(node.tree.nodes[member.keyIndex].position), node.tree)
                members.append(Member(key: member.name, keyPlace: keyPlace, value: try SettingsValue(member.value)))
            }
            content = .mapping(members)
        } else if node.isSequence {
            var elements: [SettingsValue] = []
            for element in node.elements { elements.append(try SettingsValue(element)) }
            content = .sequence(elements)
        } else {
            let scalar = node.tree.nodes[node.index]
            content = .scalar(node.tree.text(scalar.first, scalar.second), isNull: node.isNull)
        }
    }

    private static func refuseDuplicates(_ mapping: DocumentNode) throws(Fault) {
        let tree = mapping.tree
        var seen: Set<UInt32> = []
        var index = mapping.index + 1
        while index < Int(tree.nodes[mapping.index].second) {
            let key = tree.nodes[index]
            guard seen.insert(key.key).inserted || key.key == Keyword.merge.rawValue else {
                throw Fault(
                    place: place(Int(key.position), tree),
                    reason: "the key \(tree.text(key.first, key.second).prefix(100)) appears twice",
                    isDuplicate: true
                )
            }
            index = tree.indexAfter(index + 1)
        }
    }

    private static func place(_ position: Int, _ tree: DocumentTree) -> Place {
        let (line, column) = tree.lines.lineAndColumn(at: position, in: tree.bytes)
        return Place(line: line, column: column)
    }
}
