//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The members of a request's JSON object, read by type and limit.
///
/// What a limit does not allow is refused with 400; members that nobody asks for are ignored.
struct DemoFields: Sendable {
    let json: JSON

    init(_ json: JSON) throws {
        guard case .object = json else { throw Problem(400, "An object is expected.") }
        self.json = json
    }

    /// The body of a request; other media types than JSON are refused with 415.
    init(_ request: IncomingRequest) throws {
        let type = request.header("Content-Type")?.split(separator: ";").first.map { $0.lowercased() }
        guard type == nil || type?.filter({ $0 != " " }) == "application/json" else {
            throw Problem(415, "The body must be application/json.")
        }
        try self.init(try request.json())
    }

    /// The object in a member, as in `{"user": {…}}`.
    func object(_ name: String) throws -> DemoFields {
        guard let value = json[name] else { throw Problem(400, "\(name) is required.") }
        return try DemoFields(value)
    }

    func text(_ name: String, _ lengths: ClosedRange<Int>) throws -> String {
        guard let text = try optionalText(name, lengths) else { throw Problem(400, "\(name) is required.") }
        return text
    }

    func optionalText(_ name: String, _ lengths: ClosedRange<Int>) throws -> String? {
        guard let value = json[name] else { return nil }
        guard let text = value.stringValue, lengths.contains(text.unicodeScalars.count) else {
            throw Problem(400, "\(name) must be a text of \(lengths.lowerBound) to \(lengths.upperBound) characters.")
        }
        return text
    }

    func integer(_ name: String, _ range: ClosedRange<Int>) throws -> Int {
        guard let value = try optionalInteger(name, range) else { throw Problem(400, "\(name) is required.") }
        return value
    }

    func optionalInteger(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let value = json[name] else { return nil }
        guard let number = Self.whole(value), range.contains(number) else {
            throw Problem(400, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// A whole number, which JSON may write with a fraction of zero.
    private static func whole(_ value: JSON) -> Int? {
        switch value {
        case .integer(let number): number
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    func optionalBool(_ name: String) throws -> Bool? {
        guard let value = json[name] else { return nil }
        guard case .bool(let flag) = value else { throw Problem(400, "\(name) must be true or false.") }
        return flag
    }

    /// An e-mail address in lower case.
    func email(_ name: String = "email") throws -> String {
        let text = try text(name, 6...100).lowercased()
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, let host = halves.last, let user = halves.first, !user.isEmpty,
            host.split(separator: ".", omittingEmptySubsequences: false).count >= 2,
            host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }),
            host.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789.-".utf8.contains($0) }),
            user.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+/=?^_`{|}~-".utf8.contains($0) })
        else { throw Problem(400, "\(name) must be an e-mail address.") }
        return text
    }
}

extension IncomingRequest {
    /// A whole number of the query, or what holds where it is absent.
    ///
    /// - Throws: ``Problem`` with status 400 where the value is none or out of the range.
    func number(_ name: String, _ range: ClosedRange<Int>, default value: Int) throws -> Int {
        guard let text = query(name) else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(400, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}

extension JSON {
    /// The time in UTC, such as `2026-03-04T10:20:30Z`.
    static var now: JSON { .string(Date().formatted(.iso8601)) }

    /// A text, or `null` where there is none.
    static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}
