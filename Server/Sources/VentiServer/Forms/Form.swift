//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
package import VentiService

/// What a form has sent.
package struct Form: Sendable {
    /// A file that was chosen.
    package struct File: Sendable {
        package let name: String
        package let bytes: [UInt8]
    }

    package private(set) var fields: [String: [String]] = [:]
    package private(set) var files: [String: File] = [:]

    package init() {}

    /// Reads `application/x-www-form-urlencoded`.
    package init(urlEncoded text: String) throws {
        let pairs = text.split(separator: "&")
        guard pairs.count <= 1_000 else { throw ServiceError(.payloadTooLarge, "The form has too many fields.") }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : "") else {
                throw ServiceError(.validation, "The form is not encoded as forms are.")
            }
            add(name, value)
        }
    }

    package mutating func add(_ name: String, _ value: String) { fields[name, default: []].append(value) }
    package mutating func add(_ name: String, _ file: File) { files[name] = file }

    /// The text of a field without spaces around it; empty where it is not there.
    package subscript(_ name: String) -> String {
        (fields[name]?.first ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The text of a field as it was sent.
    package func raw(_ name: String) -> String { fields[name]?.first ?? "" }

    /// All values of a field.
    package func all(_ name: String) -> [String] { fields[name] ?? [] }

    /// The lines of a field that are not empty.
    package func lines(_ name: String) -> [String] {
        self[name].split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    package func id(_ name: String) throws -> RecordID {
        guard let id = RecordID(rawValue: self[name]) else {
            throw ServiceError.invalid("/\(name)", "Choose one.", code: "required")
        }
        return id
    }

    package func number(_ name: String) throws -> Int {
        guard let number = Int(self[name]) else { throw ServiceError.invalid("/\(name)", "This is no whole number.") }
        return number
    }

    private static func decoded(_ text: some StringProtocol) -> String? {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }
}
