//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DemoFields {
    /// The body of a request as a form; other media types are refused with 415.
    init(form request: IncomingRequest) throws {
        let type = (request.header("Content-Type") ?? "").prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard type == "application/x-www-form-urlencoded" else {
            throw Problem(415, "The body must be application/x-www-form-urlencoded.")
        }
        let pairs = PercentEncoding.pairs(in: String(decoding: request.body, as: UTF8.self))
        try self.init(.object(pairs.map { JSON.Member(name: $0.name, value: .string($0.value)) }))
    }

    /// One of a few words.
    func optionalChoice(_ name: String, of choices: [String]) throws -> String? {
        guard let value = json[name] else { return nil }
        guard let text = value.stringValue, choices.contains(text) else {
            throw Problem(400, "\(name) must be one of \(choices.joined(separator: ", ")).")
        }
        return text
    }
}
