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
    /// What goes by one name.
    private struct Entry {
        var name: String
        /// The signatures in the order in which they are looked for, each with the kind of its anchors.
        var signatures: [(signature: any Signature, kind: AnchorFilter.Kinds)]
        var kinds: AnchorFilter.Kinds
    }

    /// Sorted by name.
    private let entries: [Entry]
    private let filter: AnchorFilter

    /// The signatures that come with VentiKit: `sql-error`, `stack-trace`, `debug-data` and `sensitive-data`.
    public static let `default` = SignatureLibrary([
        "sql-error": [PhraseSignature(SQLErrorPhrases.all)],
        "stack-trace": [StackTraceSignature(), StackTraceSignature.serialized],
        "debug-data": DebugData.signatures,
        "sensitive-data": [
            KeySignature(), PrivateKeySignature(), PaymentSignature(kind: .card), PaymentSignature(kind: .account),
        ],
    ])

    init(_ signatures: [String: [any Signature]]) {
        var entries: [Entry] = []
        var anchors = Anchor.escapes.map { ($0, AnchorFilter.Kinds.escapes) }
        var count = 0
        for (name, signatures) in signatures.sorted(by: { $0.key < $1.key }) {
            var entry = Entry(name: name, signatures: [], kinds: [])
            for signature in signatures {
                let kind = AnchorFilter.Kinds.signature(count)
                count += 1
                anchors += signature.anchors.map { ($0, kind) }
                entry.signatures.append((signature, kind))
                entry.kinds.formUnion(kind)
            }
            entries.append(entry)
        }
        self.entries = entries
        filter = AnchorFilter(anchors.map { (anchor: $0.0, kinds: $0.1) })
    }

    /// The names of the signatures, sorted.
    public var names: [String] { entries.map(\.name) }

    /// Looks for a signature in a body: as it is, and with JSON and HTML escapes undone, twice at most.
    ///
    /// A body that holds no text that the signature needs, and no escape that could hide one, costs one quick pass.
    ///
    /// - Parameters:
    ///   - name: The signature's name.
    ///   - body: The body; at most its first 2 MiB are looked at.
    /// - Returns: The first occurrence, or `nil` where there is none or the name is not known.
    public func match(_ name: String, in body: [UInt8]) -> SignatureMatch? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        let bytes = body.count <= Self.maximumBytes ? body : Array(body.prefix(Self.maximumBytes))
        let held = filter.kinds(in: bytes.span, among: entry.kinds.union(.escapes))
        if held.isEmpty { return nil }
        let needsFilter = held.contains(.escapes)
        return Self.match(entry, in: bytes) { [filter] view, isOriginal in
            needsFilter && !isOriginal ? filter.kinds(in: view.span, among: entry.kinds) : held
        }
    }

    /// As ``match(_:in:)``, without any shortcut: what the quick way is held against.
    func matchWithoutFilter(_ name: String, in body: [UInt8]) -> SignatureMatch? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        return Self.match(entry, in: Array(body.prefix(Self.maximumBytes))) { _, _ in entry.kinds }
    }

    /// - Parameter kinds: The kinds of anchors that a view of the body holds.
    private static func match(
        _ entry: Entry,
        in body: [UInt8],
        kinds: (_ view: [UInt8], _ isOriginal: Bool) -> AnchorFilter.Kinds
    ) -> SignatureMatch? {
        var view = BodyView(body)
        for level in 0...2 {
            if level > 0 {
                guard let next = view.unescaped(isSecondTime: level == 2) else { continue }
                view = next
            }
            let held = kinds(view.bytes, level == 0)
            for (signature, kind) in entry.signatures where held.contains(kind) {
                guard let found = signature.firstMatch(in: view.bytes) else { continue }
                return SignatureMatch(
                    signature: entry.name,
                    product: found.product,
                    range: view.originalRange(of: found.range)
                )
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
    /// Short texts one of which, at least, is in whatever matches.
    var anchors: [Anchor] { get }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence?
}

/// What a signature found, and where.
struct SignatureOccurrence: Sendable, Hashable {
    var product: String
    var range: Range<Int>
}
