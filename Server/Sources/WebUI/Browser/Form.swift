//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What a form has sent.
struct Form: Sendable {
    /// A file that was chosen.
    struct File: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    private(set) var fields: [String: [String]] = [:]
    private(set) var files: [String: File] = [:]

    init() {}

    /// Reads `application/x-www-form-urlencoded`.
    init(urlEncoded text: String) throws {
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

    mutating func add(_ name: String, _ value: String) { fields[name, default: []].append(value) }
    mutating func add(_ name: String, _ file: File) { files[name] = file }

    /// The text of a field without spaces around it; empty where it is not there.
    subscript(_ name: String) -> String {
        (fields[name]?.first ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The text of a field as it was sent.
    func raw(_ name: String) -> String { fields[name]?.first ?? "" }

    /// All values of a field.
    func all(_ name: String) -> [String] { fields[name] ?? [] }

    /// The lines of a field that are not empty.
    func lines(_ name: String) -> [String] {
        self[name].split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    func id(_ name: String) throws -> RecordID {
        guard let id = RecordID(rawValue: self[name]) else {
            throw ServiceError.invalid("/\(name)", "Choose one.", code: "required")
        }
        return id
    }

    func number(_ name: String) throws -> Int {
        guard let number = Int(self[name]) else { throw ServiceError.invalid("/\(name)", "This is no whole number.") }
        return number
    }

    private static func decoded(_ text: some StringProtocol) -> String? {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }
}
