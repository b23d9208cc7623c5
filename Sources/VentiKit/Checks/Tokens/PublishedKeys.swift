//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The keys that a target publishes for its tokens, and how it is asked for them.
struct PublishedKeys: Sendable {
    var keys: [JSONWebKey]
    var request: OperationRequest
    /// In whose name it is asked, or `nil` for nobody.
    var identity: String?
}
