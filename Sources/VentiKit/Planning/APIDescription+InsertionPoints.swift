//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension APIDescription {
    /// The schema of the value at a place of an operation's request; one that allows everything where none is known.
    func schema(at point: InsertionPoint, of operation: APIOperation) -> APISchema {
        if point.location != .body {
            let parameter = operation.parameters.first { $0.insertionPoint == point }
            return parameter.map { schemas.resolve($0.schema) } ?? APISchema(.string)
        }
        let fields =
            operation.requestBody?.contents.compactMap(\.schema).flatMap { FlatSchema($0, in: schemas).fields } ?? []
        return fields.first { $0.pointer == point.name || $0.name == point.name }?.schema ?? APISchema()
    }
}
