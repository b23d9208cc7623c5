//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, lists that are missing are empty.
extension AccessMatrix {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case identities, operations, objects
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            identities: try container.decode(.identities, default: []),
            operations: try container.decode(.operations, default: []),
            objects: try container.decode(.objects, default: [])
        )
    }
}
