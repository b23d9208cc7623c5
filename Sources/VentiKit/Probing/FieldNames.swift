//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import HTTPTypes
internal import Synchronization

/// The names of header fields that a transport has met, so that each is read once.
final class FieldNames: Sendable {
    /// Names beyond are read each time.
    private static let maximumCount = 256

    private let known = Mutex<[String: HTTPField.Name]>([:])

    /// The name, or `nil` where it is not a token.
    subscript(name: String) -> HTTPField.Name? {
        known.withLock { known in
            if let name = known[name] { return name }
            guard let read = HTTPField.Name(name) else { return nil }
            if known.count < Self.maximumCount { known[name] = read }
            return read
        }
    }
}
