//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The value that a property is written with: one that it would not have by itself.
enum ProbeValue {
    /// A value of the property's own type that differs from what the control shows.
    ///
    /// - Parameters:
    ///   - candidate: The property.
    ///   - control: What it is where nobody wrote it; `nil` where that does not show.
    ///   - make: Makes a text that differs in every run, and gives its placeholder.
    /// - Returns: `nil` where no value of the property can be told from its usual one.
    static func make(
        for candidate: PropertyCandidate,
        control: JSONValue?,
        make: (FreshValue) -> String
    ) -> JSONValue? {
        let schema = candidate.schema ?? APISchema()
        switch control {
        // Whoever loses a state gains nothing by it, and may lose the thing.
        case .bool(let value): return candidate.kind == .state && gains(candidate.name) == value ? nil : .bool(!value)
        case .integer, .number: return number(schema, control)
        case .string(let text): return self.text(candidate, schema, control: text, make)
        case .array, .object: return nil
        case .null, nil: break
        }
        if schema.types.contains(.boolean) { return .bool(true) }
        if schema.types.contains(.integer) || schema.types.contains(.number) { return number(schema, nil) }
        if schema.types.contains(.string) || !schema.enumeration.isEmpty {
            return text(candidate, schema, control: nil, make)
        }
        switch candidate.kind {
        case .privilege where PropertyKind.isText(candidate.name): return .string("admin")
        case .state where PropertyKind.isText(candidate.name): return .string("approved")
        case .privilege, .state: return .bool(true)
        case .money where SensitiveNames.fold(candidate.name).hasSuffix("paid"): return .bool(true)
        case .money: return number(schema, nil)
        default: return text(candidate, schema, control: nil, make)
        }
    }

    /// Whether it is `true` that is worth having of a state: `active` is, `locked` is not.
    private static func gains(_ name: String) -> Bool {
        Set(Words.split(name).map(Words.singular)).isDisjoint(with: [
            "locked", "blocked", "banned", "suspended", "disabled", "inactive", "frozen", "unverified",
        ])
    }

    private static func number(_ schema: APISchema, _ control: JSONValue?) -> JSONValue? {
        let fits = [7_319, 731, 73, 37, 7, 3, 1, 0].first { number in
            let value = Double(number)
            return value >= schema.minimum ?? -.infinity && value <= schema.maximum ?? .infinity
                && control?.scalarText != String(number)
        }
        return fits.map { .integer($0) }
    }

    private static func text(
        _ candidate: PropertyCandidate,
        _ schema: APISchema,
        control: String?,
        _ make: (FreshValue) -> String
    ) -> JSONValue? {
        let choices = schema.enumeration.compactMap(\.stringValue).filter { $0 != control }
        if !schema.enumeration.isEmpty {
            return (choices.first { isPowerful($0) } ?? choices.last).map { .string($0) }
        }
        switch candidate.kind {
        case .privilege:
            return .string(control == "admin" ? "owner" : control == "ADMIN" ? "OWNER" : capital("admin", control))
        case .state: return .string(capital(control?.lowercased() == "approved" ? "active" : "approved", control))
        default: break
        }
        if schema.format == "date-time" || control.map(isDateTime) ?? false { return .string("2001-02-03T04:05:06Z") }
        if schema.format == "date" { return .string("2001-02-03") }
        if schema.format == "uuid" { return .string("7f3d2c1b-5a49-4e68-9c07-1d2e3f4a5b6c") }
        guard schema.format == nil, schema.pattern == nil, schema.maxLength ?? 64 >= 8 else { return nil }
        return .string(make(marker(candidate)))
    }

    /// Makes a text anew that was made in another trial.
    static func remake(_ value: JSONValue, of candidate: PropertyCandidate, in trial: inout ProofTrial) {
        let marker = marker(candidate)
        if value == .string(marker.placeholder) { trial.make(marker) }
    }

    private static func marker(_ candidate: PropertyCandidate) -> FreshValue {
        let name = "probe" + candidate.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return .marker(name, longest: candidate.schema?.maxLength)
    }

    /// `admin`, or `ADMIN` where the values that are there are in capitals.
    private static func capital(_ text: String, _ control: String?) -> String {
        guard let control, control == control.uppercased(), control != control.lowercased() else { return text }
        return text.uppercased()
    }

    private static func isPowerful(_ text: String) -> Bool {
        !Set(Words.split(text)).isDisjoint(with: [
            "admin", "administrator", "superuser", "root", "superadmin", "owner", "moderator", "manager", "staff",
            "approved", "verified", "premium",
        ])
    }

    private static func isDateTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count >= 19 && bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
            && bytes[10] == UInt8(ascii: "T") && bytes[13] == UInt8(ascii: ":")
    }
}

extension PropertyKind {
    /// Whether a property of this name holds a word rather than a flag.
    static func isText(_ name: String) -> Bool {
        let words = Words.split(name)
        guard let first = words.first, !["is", "has", "can"].contains(first) else { return false }
        return !Set(words.map(Words.singular)).isDisjoint(with: [
            "role", "status", "state", "type", "level", "tier", "scope", "permission", "privilege", "group",
            "authority",
        ])
    }
}
