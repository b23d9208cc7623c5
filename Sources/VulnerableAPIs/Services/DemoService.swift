//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A small realistic service, with its flaws known.
///
/// A scan gets its document, its address and its accounts; where there are none, it registers those that it needs. Both
/// builds serve honest users alike; the flawed one has the flaws of ``groundTruth`` and the fixed one has none.
package struct DemoService: Sendable {
    /// A short name without spaces, such as `orders`.
    package var name: String
    /// A build of the service in its first state, at every call.
    package var make: @Sendable (Variant) -> VulnerableAPI
    /// The flaws of the flawed build, each where its effect shows.
    package var groundTruth: [GroundTruth]

    init(_ name: String, groundTruth: [GroundTruth], make: @escaping @Sendable (Variant) -> VulnerableAPI) {
        self.name = name
        self.make = make
        self.groundTruth = groundTruth
    }

    /// Every service.
    package static let all: [DemoService] = [.orders, .documents, .socialFeed, .crm, .bank, .adminPanel]
}

extension DemoService: CustomStringConvertible {
    package var description: String { name }
}
