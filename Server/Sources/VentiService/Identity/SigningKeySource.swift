//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization

/// The signing keys that are good now. They are read again every few seconds, so that another process can rotate them.
final class SigningKeySource: Sendable {
    private let load: @Sendable () throws -> SigningKeys
    private let known = Mutex<(keys: SigningKeys, until: ContinuousClock.Instant)?>(nil)
    private let made = Mutex<AccessTokens?>(nil)

    init(_ load: @escaping @Sendable () throws -> SigningKeys) { self.load = load }

    /// The access tokens of the keys. They are made anew only where the keys have changed.
    func tokens() async throws -> AccessTokens {
        let keys = try keys()
        if let made = made.withLock({ $0 }), made.keys == keys { return made }
        let tokens = try await AccessTokens(keys: keys)
        made.withLock { $0 = tokens }
        return tokens
    }

    func keys() throws -> SigningKeys {
        try known.withLock { known in
            if let known, ContinuousClock.now < known.until { return known.keys }
            let keys = try load()
            known = (keys, .now + .seconds(5))
            return keys
        }
    }
}
