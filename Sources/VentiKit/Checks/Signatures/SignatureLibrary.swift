//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Named signatures: what a body looks like when something shows that should not.
///
/// A signature is a set of phrases or a grammar of lines, specific enough that documentation or an ordinary sentence
/// does not match. Matching takes time in proportion to the body, whatever the body is: no expression engine sees it.
public struct SignatureLibrary: Sendable {
    private let signatures: [String: any Signature]

    /// The signatures that come with VentiKit: `sql-error`, `stack-trace` and `debug-data`.
    public static let `default` = SignatureLibrary([
        "sql-error": PhraseSignature(SQLErrorPhrases.all),
        "stack-trace": StackTraceSignature(),
        "debug-data": DebugDataSignature(),
    ])

    init(_ signatures: [String: any Signature]) { self.signatures = signatures }

    /// The names of the signatures, sorted.
    public var names: [String] { signatures.keys.sorted() }

    /// Looks for a signature in a body: as it is, and with JSON and HTML escapes undone, twice at most.
    ///
    /// - Parameters:
    ///   - name: The signature's name.
    ///   - body: The body; at most its first 2 MiB are looked at.
    /// - Returns: The first occurrence, or `nil` where there is none or the name is not known.
    public func match(_ name: String, in body: [UInt8]) -> SignatureMatch? {
        guard let signature = signatures[name] else { return nil }
        var view = BodyView(body.count <= Self.maximumBytes ? body : Array(body.prefix(Self.maximumBytes)))
        if let found = signature.firstMatch(in: view.bytes) {
            return SignatureMatch(signature: name, product: found.product, range: found.range)
        }
        for isSecondTime in [false, true] {
            guard let next = view.unescaped(isSecondTime: isSecondTime) else { continue }
            view = next
            if let found = signature.firstMatch(in: view.bytes) {
                let range = view.originalRange(of: found.range)
                return SignatureMatch(signature: name, product: found.product, range: range)
            }
        }
        return nil
    }

    private static let maximumBytes = 2 << 20
}

/// Where a body matches a signature.
public struct SignatureMatch: Sendable, Hashable {
    /// The signature's name, such as `sql-error`.
    public var signature: String
    /// What gave itself away: the database, language or tool, such as `PostgreSQL` or `Python`.
    public var product: String
    /// The bytes of the body that match.
    public var range: Range<Int>

    /// The text that matches, at most 200 bytes of it.
    ///
    /// - Parameter body: The body that the match was found in.
    public func excerpt(of body: [UInt8]) -> String {
        String(decoding: body[range.clamped(to: body.indices)].prefix(200), as: UTF8.self)
    }
}

/// Something that can be found in a body. Matching must take linear time.
protocol Signature: Sendable {
    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence?
}

/// What a signature found, and where.
struct SignatureOccurrence: Sendable, Hashable {
    var product: String
    var range: Range<Int>
}
