//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension APIDescription {
    /// The description with its operations in an order of their own: by path, whatever its parameters are called, and by
    /// method.
    ///
    /// Checks that try a few operations, or take the first that suits, choose the same ones however the document is
    /// ordered.
    var inCanonicalOrder: APIDescription {
        var description = self
        description.operations = operations.map { (OperationKey.withoutParameterNames($0.path), $0) }
            .sorted { left, right in
                (left.0, left.1.method, left.1.id) < (right.0, right.1.method, right.1.id)
            }
            .map(\.1)
        return description
    }
}
