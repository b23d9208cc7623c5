//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The value of `--identity`: `NAME=[KIND:]VALUE`.
///
/// KIND is `bearer` (the default), `basic`, `login`, `cookie` or `apikey:HEADER`; VALUE is `@file`, `env:VAR` or the
/// text itself, for `basic` and `login` `username:password`, for `cookie` `name=value`. A file that ends in `.yaml`,
/// `.yml` or `.json` and is given without a kind describes a whole identity as `venti.yaml` does.
struct IdentityArgument {
    let name: String
    private let source: String

    init(_ argument: String) throws {
        guard let split = argument.firstIndex(of: "="), split != argument.startIndex else {
            // The argument may be a token whose name was forgotten, so it is not shown.
            throw CommandError.usage("--identity: no name; write NAME=SOURCE, such as alice=@alice.jwt")
        }
        name = String(argument[..<split])
        source = String(argument[argument.index(after: split)...])
        if let problem = Self.problem(withName: name) { throw CommandError.usage("--identity: \(problem)") }
    }

    /// What is wrong with an identity's name, or `nil`.
    static func problem(withName name: String) -> String? {
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-_.".utf8.contains(byte)
            }
        }
        guard isName, !name.isEmpty, name.utf8.count <= 40 else {
            return "an identity's name has 1 to 40 letters, digits, dots, hyphens or underscores, such as alice"
        }
        return name.lowercased() == "anonymous"
            ? "the name anonymous stands for nobody; choose another" : nil
    }

    /// The identity that the argument describes.
    func identity(in surroundings: Surroundings) throws -> Identity {
        do {
            return try resolved(in: surroundings)
        } catch let problem as SecretProblem {
            throw CommandError.usage("identity \(name): \(problem.reason)")
        }
    }

    private func resolved(in surroundings: Surroundings) throws -> Identity {
        guard !source.isEmpty else {
            throw SecretProblem(
                reason: "nothing after the equals sign; write \(name)=@file, \(name)=env:VAR or a token"
            )
        }
        let (kind, rest) = try Self.kind(of: source)
        let secret = SecretSource(rest)
        if kind == nil, case .file(let path) = secret, Self.describesIdentity(path) {
            return try IdentityConfig.identity(name, inFile: path, surroundings)
        }
        if kind == nil, case .literal(let text) = secret, text.contains(":") {
            throw SecretProblem(
                reason:
                    "the value holds a colon but begins with none of \(CredentialKind.names.joined(separator: ", ")) "
                    + "or env; write \(name)=login:USERNAME:PASSWORD, or \(name)=bearer:… for a token"
            )
        }
        let text = try secret.value(in: surroundings)
        return Identity(name, credential: try (kind ?? .bearer).credential(from: text, of: secret))
    }

    private static func kind(of source: String) throws -> (CredentialKind?, String) {
        let parts = source.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (nil, source) }
        let rest = String(parts[1])
        switch parts[0] {
        case "bearer": return (.bearer, rest)
        case "basic": return (.basic, rest)
        case "login": return (.login, rest)
        case "cookie": return (.cookie, rest)
        case "apikey":
            let header = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard header.count == 2, CredentialKind.isHeaderName(header[0]) else {
                throw SecretProblem(reason: "apikey needs the header's name, such as apikey:X-API-Key:env:KEY")
            }
            return (.apiKey(header: String(header[0])), String(header[1]))
        default: return (nil, source)
        }
    }

    private static func describesIdentity(_ path: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { path.lowercased().hasSuffix($0) }
    }
}
