//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds parameters by which a caller says of itself that it may.
struct ForcedParameterCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.forced-parameter",
        title: "A parameter of the request grants access",
        severity: .high,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(639)],
        remediation:
            "Take the caller's role from the session alone, and remove switches for debugging from what is deployed.",
        explanation: """
            What is given to one identity and refused to another is asked for again with parameters such as \
            `admin=true` in the query. The flaw counts only if one of them alone turns the refusal into an answer of \
            the permitted shape, and a parameter of a random name with the same value does not.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var known = context.trial()
        let reading = try await DeniedReading.find(operation, in: context, trial: &known)
        let request = reading.reached.request
        var random = context.random(operation.id)
        let name = "v" + random.word(length: 9)
        for group in Self.groups {
            // All at once first: where that is refused, each alone would be, unless the server refuses the unknown.
            var together = known
            let answer = try await together.send("all parameters", request.addingQuery(group), as: reading.denied)
            guard answer.isSuccess || [400, 422].contains(answer.status) else { continue }
            for parameter in group {
                var trial = known
                let forced = request.addingQuery([parameter])
                guard try await reading.isOpened(by: forced, label: "forced", isExact: false, trial: &trial) else {
                    continue
                }
                try await trial.send("random name", request.addingQuery([(name, parameter.value)]), as: reading.denied)
                let proof = trial.proof(
                    reading.assertions(opened: "forced", controls: ["random name"], isExact: false),
                    controls: ["denied asks", "random name"]
                )
                guard let proof else { continue }
                return [
                    metadata.finding(
                        at: operation.location(at: InsertionPoint(.query, parameter.name)),
                        summary: "The operation is refused to \(reading.deniedName) (\(reading.status)), but with "
                            + "\(parameter.name)=\(parameter.value) in the query the answer is as for "
                            + "\(reading.permitted).",
                        evidenceClass: "parameter",
                        proof: proof
                    )
                ]
            }
        }
        return []
    }

    private static let groups: [[(name: String, value: String)]] = [
        [
            ("admin", "true"), ("debug", "true"), ("role", "admin"), ("is_admin", "true"), ("isAdmin", "true"),
            ("internal", "true"), ("access", "admin"), ("test", "true"), ("superuser", "true"),
        ],
        [("admin", "1"), ("debug", "1"), ("is_admin", "1"), ("isAdmin", "1"), ("internal", "1"), ("test", "1")],
    ]
}
