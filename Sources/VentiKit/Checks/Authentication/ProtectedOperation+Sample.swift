//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProtectedOperation {
    /// How many operations a check tries that sends many tokens: a server looks at tokens in one place, as a rule.
    static let sampleSize = 3

    /// Makes sure that the operation is one of the first that want a credential, by what the reach pass saw. Where some
    /// only read, no other is tried.
    ///
    /// - Throws: ``CheckSkipped`` where it is not.
    static func requireSample(_ operation: APIOperation, in context: CheckContext) throws {
        guard isProtected(operation, in: context) else {
            _ = try candidate(operation, in: context)
            throw CheckSkipped("the operation answers the same without a credential")
        }
        if operation.method != "GET", context.description.operations.contains(where: { isRead($0, in: context) }) {
            throw CheckSkipped("tried at operations that only read")
        }
        var found = 0
        for other in context.description.operations {
            if other.id == operation.id { return }
            if operation.method == "GET" ? isRead(other, in: context) : isProtected(other, in: context) { found += 1 }
            if found == sampleSize { throw CheckSkipped("tried at \(sampleSize) other operations") }
        }
    }

    private static func isRead(_ operation: APIOperation, in context: CheckContext) -> Bool {
        operation.method == "GET" && isProtected(operation, in: context)
    }

    /// Whether an identity was answered, and nobody was refused or answered otherwise.
    private static func isProtected(_ operation: APIOperation, in context: CheckContext) -> Bool {
        guard let reached = try? candidate(operation, in: context).reached else { return false }
        guard let anonymous = context.reached(operation, as: nil), anonymous.response.isSuccess,
            !context.softErrors.isFailure(anonymous.response)
        else { return true }
        return !anonymous.response.isEquivalent(to: reached.response, mask: shape)
    }
}
