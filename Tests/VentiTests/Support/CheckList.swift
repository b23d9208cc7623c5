//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Reads what `venti checks --format json` writes.
enum CheckList {
    static func read(_ text: String) throws -> [CheckMetadata] {
        try JSONDecoder().decode([CheckMetadata].self, from: Data(text.utf8))
    }
}
