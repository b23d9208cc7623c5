//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What may stand at a place of `venti.yaml`.
///
/// The reader takes its keys from here, and the JSON Schema is made of it, so that neither knows what the other does not.
indirect enum ConfigShape: Sendable {
    case text
    /// Any single value, taken as text.
    case scalar
    case number(NumericOption)
    /// A whole number that is not negative.
    case seed
    case truth
    case date
    /// Exactly this word or number.
    case constant(String)
    case word([String])
    /// One text, or a list of them.
    case texts
    case list(ConfigShape)
    /// Keys that the user chooses.
    case named(ConfigShape)
    /// Known keys.
    case keys([ConfigKey])
}

/// A key of `venti.yaml`.
struct ConfigKey: Sendable {
    var name: String
    var shape: ConfigShape
    /// What it is for, in one line, for editors.
    var about: String
    var isRequired: Bool

    init(_ name: String, _ shape: ConfigShape, _ about: String, isRequired: Bool = false) {
        self.name = name
        self.shape = shape
        self.about = about
        self.isRequired = isRequired
    }
}

extension [ConfigKey] {
    /// The keys of a secret: itself, the variable that holds it, or the file.
    static func secret(_ stem: String, _ about: String) -> [ConfigKey] {
        [
            ConfigKey(stem, .text, "\(about). Prefer a file or a variable."),
            ConfigKey("\(stem)_env", .text, "The variable of the environment that holds it."),
            ConfigKey("\(stem)_file", .text, "The file that holds it, from the folder of this file."),
        ]
    }
}
