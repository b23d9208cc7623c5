//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// What came of a request with an idempotency key. Written in the transaction that did it.
struct RememberedAnswer: TenantRecord {
    static let table = "rememberedAnswer"
    var id: RecordID
    var tenant: RecordID
    /// The principal, the operation and the key.
    var key: String
    /// The digest of the request.
    var requestDigest: String
    /// The record that was made, as JSON.
    var answer: Data
    var createdAt: Date
}
