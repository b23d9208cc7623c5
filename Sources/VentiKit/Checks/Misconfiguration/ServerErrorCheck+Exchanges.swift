//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The passive half: operations that fail on an ordinary request.
extension ServerErrorCheck: PassiveCheck {
    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        let status = exchange.response.status
        guard exchange.isOrdinary, let operation = exchange.operation else { return [] }
        guard (500..<600).contains(status), !(501...504).contains(status) else { return [] }
        let step = ProofStep(label: CheckMetadata.answerLabel, exchange: exchange)
        return [
            metadata.finding(
                at: operation.location(),
                summary: "An ordinary request to \(operation.id) is answered \(status).",
                evidenceClass: String(status),
                proof: Proof(steps: [step], assertions: [.status(step: step.label, isIn: [status])])
            )
        ]
    }
}
