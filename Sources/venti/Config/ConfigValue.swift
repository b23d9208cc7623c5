//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A value of a configuration file, with its place, so that every error can name it.
struct ConfigValue {
    let value: SettingsValue
    /// The file's name as the user knows it.
    let file: String
    /// The folder that relative paths in the file start from, and the environment.
    let surroundings: Surroundings
    /// The keys that lead here, such as `limits.rps`; empty at the top.
    let path: String

    /// The place, for what is reported later.
    var source: SourceLocation? {
        SourceLocation(file: file, line: value.place.line, column: value.place.column)
    }

    /// An error at this place.
    func error(_ message: String) -> CommandError {
        let place = "\(file):\(value.place.line):\(value.place.column)"
        return .usage(Terminal.singleLine(path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)"))
    }

    /// The entries of a mapping.
    ///
    /// A key that is not among the known ones is an error.
    func mapping(of known: [String]) throws -> ConfigMapping {
        var entries: [(key: String, value: ConfigValue)] = []
        for (key, value) in try anyMapping() {
            guard known.contains(key.name) else {
                let hint = Suggestion.phrase(for: key.name, among: known)
                let keys = hint.isEmpty ? "; the keys here are \(known.joined(separator: ", "))" : hint
                throw key.value.error("unknown key \(key.name)\(keys)")
            }
            entries.append((key.name, value))
        }
        return ConfigMapping(value: self, entries: entries)
    }

    /// The entries of a mapping that has keys of the grammar only.
    func mapping(of keys: [ConfigKey]) throws -> ConfigMapping { try mapping(of: keys.map(\.name)) }

    /// Whether the value has keys.
    var isMapping: Bool {
        if case .mapping = value.content { true } else { false }
    }

    /// Yes or no.
    func truth() throws -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        case let text: throw error("\(text) is not true or false")
        }
    }

    /// The entries of a mapping whose keys the user chooses, with the place of each key.
    func anyMapping() throws -> [(key: (name: String, value: ConfigValue), value: ConfigValue)] {
        guard case .mapping(let members) = value.content else {
            throw error("expected keys and values, found \(kind)")
        }
        return members.map { member in
            let key = SettingsValue(content: .scalar(member.key, isNull: false), place: member.keyPlace)
            return ((member.key, at(key, path)), at(member.value, path.isEmpty ? member.key : "\(path).\(member.key)"))
        }
    }

    /// The text, with variables put in.
    func text() throws -> String {
        guard case .scalar(let text, _) = value.content else { throw error("expected one value, found \(kind)") }
        do {
            return try VariableExpansion.expand(text, in: surroundings)
        } catch {
            throw self.error(error.reason)
        }
    }

    /// The texts of a list; one value stands for a list of one.
    func texts() throws -> [String] {
        guard case .sequence(let elements) = value.content else { return [try text()] }
        return try elements.enumerated().map { try at($1, "\(path)[\($0)]").text() }
    }

    /// The elements of a list.
    func elements() throws -> [ConfigValue] {
        guard case .sequence(let elements) = value.content else { throw error("a list is needed here") }
        return elements.enumerated().map { at($1, "\(path)[\($0)]") }
    }

    /// A number within the limit's range.
    func number(_ limit: NumericOption) throws -> Double {
        do {
            return try limit.value(of: try text())
        } catch let problem as NumericOption.Problem {
            throw error(problem.reason)
        }
    }

    /// One of a closed set of words.
    func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws -> Word where Word.RawValue == String {
        let text = try text()
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        throw error(
            "\(text) is not one of \(words.joined(separator: ", "))\(Suggestion.phrase(for: text, among: words))"
        )
    }

    private func at(_ value: SettingsValue, _ path: String) -> ConfigValue {
        ConfigValue(value: value, file: file, surroundings: surroundings, path: path)
    }

    private var kind: String {
        switch value.content {
        case .mapping: "keys and values"
        case .sequence: "a list"
        case .scalar(let text, _): text.isEmpty ? "nothing" : "a single value"
        }
    }
}

/// The entries of a mapping whose keys are known.
struct ConfigMapping {
    let value: ConfigValue
    let entries: [(key: String, value: ConfigValue)]

    subscript(key: String) -> ConfigValue? { entries.first { $0.key == key }?.value }

    /// The entry, which must be there.
    func required(_ key: String) throws -> ConfigValue {
        guard let entry = self[key] else { throw value.error("\(key) is missing") }
        return entry
    }
}

extension ConfigValue {
    /// The file and line of every value below this one, by its keys, such as `limits.rps`.
    var places: [String: String] {
        var result: [String: String] = [:]
        func visit(_ value: SettingsValue, _ path: String) {
            if !path.isEmpty { result[path] = "\(file):\(value.place.line)" }
            switch value.content {
            case .mapping(let members):
                for member in members { visit(member.value, path.isEmpty ? member.key : "\(path).\(member.key)") }
            case .sequence(let elements):
                for (index, element) in elements.enumerated() { visit(element, "\(path)[\(index)]") }
            case .scalar: break
            }
        }
        visit(value, path)
        return result
    }
}
