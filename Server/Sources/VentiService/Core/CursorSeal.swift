//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// Makes cursors that say where a page ended, and that nobody else can make or use for another list.
struct CursorSeal: Sendable {
    let key: SymmetricKey

    /// A cursor for the list that `list` names.
    /// - Parameters:
    ///   - position: The values of the last item in the order of the list.
    ///   - list: The tenant, the kind of record, and the filter.
    func cursor(at position: [RecordValue], in list: String) throws -> String {
        let body = try JSONEncoder().encode(position)
        return Base64URL.encode(tag(body, list) + body)
    }

    /// The position that a cursor says.
    /// - Throws: ``ServiceError`` with code `validation` where the cursor is not from this list.
    func position(_ cursor: String, in list: String) throws -> [RecordValue] {
        guard let bytes = Base64URL.decode(cursor), bytes.count > 16, bytes.count < 4_096 else { throw Self.refusal }
        let body = Data(bytes.dropFirst(16))
        guard SecretBytes.areEqual(Array(bytes.prefix(16)), tag(body, list)) else { throw Self.refusal }
        return try JSONDecoder().decode([RecordValue].self, from: body)
    }

    private func tag(_ body: Data, _ list: String) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(list.utf8))
        code.update(data: [0])
        code.update(data: body)
        return Array(code.finalize().prefix(16))
    }

    private static let refusal = ServiceError.invalid("/cursor", "The cursor is not one of this list.", code: "cursor")
}
