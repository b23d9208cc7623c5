//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value that must not be seen: a token, a password, a key.
///
/// A secret cannot be printed, dumped or encoded by accident: its description and its mirror say `<redacted>`, and it
/// is not `Codable`. Take its value with ``withExposedValue(_:)``, so that every place that does is easy to find.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private enum Content: Sendable, Hashable {
        case value(String)
        /// The value stayed behind in the process that encoded the request.
        case absent(name: String)
    }

    private let content: Content

    /// A secret with this value.
    public init(_ value: String) { content = .value(value) }

    /// Stands for a secret that another process holds under this name.
    init(absent name: String) { content = .absent(name: name) }

    public var description: String { "<redacted>" }
    public var debugDescription: String { "<redacted>" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether the secret is the empty text.
    public var isEmpty: Bool { withExposedValue { $0.isEmpty } }

    /// Gives the value to the closure: the empty text where the secret was left behind in another process.
    public func withExposedValue<Result>(_ body: (String) throws -> Result) rethrows -> Result {
        switch content {
        case .value(let value): try body(value)
        case .absent: try body("")
        }
    }

    /// The name of a secret that is still to be put in, or `nil` for one that is here.
    var absentName: String? {
        if case .absent(let name) = content { name } else { nil }
    }
}
