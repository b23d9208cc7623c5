//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is wrong with how the program is set up, in one line that names the setting and the mend.
struct SettingError: Error, CustomStringConvertible {
    let description: String

    init(_ setting: String, _ problem: String) { description = "\(setting): \(problem)" }
}

/// A setting that an option gives, or, where it does not, a variable of the environment.
struct Setting: Sendable {
    /// The name of whichever gave the value; that of the option where neither did.
    let name: String
    /// The value; `nil` where there is none.
    let value: String?

    /// A setting.
    /// - Parameters:
    ///   - option: The option's name and its value.
    ///   - variable: The name of the variable. An empty value is none, as in files for containers.
    ///   - environment: The variables of the process.
    init(_ option: (name: String, value: String?), _ variable: String, _ environment: [String: String]) {
        if let value = option.value {
            (name, self.value) = (option.name, value)
        } else if let value = environment[variable], !value.isEmpty {
            (name, self.value) = (variable, value)
        } else {
            (name, value) = (option.name, nil)
        }
    }

    /// A setting with several values: an option that may be repeated, or a variable with commas between them.
    static func list(
        _ option: (name: String, values: [String]),
        _ variable: String,
        _ environment: [String: String]
    ) -> (name: String, values: [String]) {
        if !option.values.isEmpty { return option }
        let text = environment[variable] ?? ""
        let values = text.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
        return values.isEmpty ? option : (variable, values)
    }

    func error(_ problem: String) -> SettingError { SettingError(name, problem) }

    /// The value as one of several words.
    /// - Throws: ``SettingError`` that names the words.
    func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws -> Word? where Word.RawValue == String {
        guard let value else { return nil }
        guard let word = Word(rawValue: value) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("there is no \(value.prefix(60)); give one of \(words)")
        }
        return word
    }
}
