//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SignatureLibrary {
    /// Whether the document gives what a signature matches as an example of an operation's answer.
    func matchesExample(_ signature: String, of operation: APIOperation?) -> Bool {
        guard let operation else { return false }
        return operation.responses.values.lazy.flatMap(\.contents).contains { content in
            (content.examples + (content.schema?.examples ?? [])).prefix(20).contains { example in
                match(signature, in: example.serializedJSON()) != nil
            }
        }
    }
}
