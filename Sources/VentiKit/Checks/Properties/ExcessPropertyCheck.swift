//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds answers that tell more about people than their document says.
struct ExcessPropertyCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.excess-undocumented",
        title: "An answer tells more of others than documented",
        severity: .medium,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(213)],
        remediation: "Choose the properties of an answer one by one, as its document does, and leave out the rest.",
        explanation: """
            Compares what operations answer with the schemas of their answers. A property counts where the document             describes the object but not the property, it holds an address, a number of a person, a token or the like             in the clear, and it is about somebody else: it comes without a credential, it has several values, or it is             not what the caller's own account shows. Objects that may have any properties do not count.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.method == "GET", !AccountOperations.isProfile(operation),
            OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly
        else { throw CheckSkipped("the operation does not only read, or reads the caller's own account") }
        guard !operation.responseShapes(context.description.schemas).isEmpty else {
            throw CheckSkipped("the document does not describe the properties of the answer")
        }
        let parties: [String?] = [nil] + context.identities.map(Optional.some)
        for party in parties {
            guard let reached = context.reached(operation, as: party), context.isSuccess(reached.response) else {
                continue
            }
            let names = Self.excess(in: reached.response, of: operation, for: party, in: context)
            if let finding = try await confirm(names, reached.request, as: party, context) { return [finding] }
        }
        // What each sees of their own may be seen by another one too.
        guard !operation.path.isEmpty, operation.path.contains("{") else { return [] }
        for owner in context.identities.prefix(2) {
            guard let reached = context.reached(operation, as: owner), context.isSuccess(reached.response) else {
                continue
            }
            guard !Self.undocumented(in: reached.response, of: operation, context).isEmpty else { continue }
            for other in parties.filter({ $0 != owner }).prefix(2) {
                let exchange = try await context.send(reached.request, as: other)
                guard exchange.verdict == .answered, context.isSuccess(exchange.response) else { continue }
                let names = Self.excess(in: exchange.response, of: operation, for: other, in: context)
                if let finding = try await confirm(names, reached.request, as: other, context) { return [finding] }
            }
        }
        return []
    }

    private func confirm(
        _ names: [String],
        _ request: OperationRequest,
        as party: String?,
        _ context: CheckContext
    ) async throws -> Finding? {
        guard !names.isEmpty else { return nil }
        var trial = context.trial()
        let response = try await trial.send("answer", request, as: party)
        let proof = trial.proof(
            [.status(step: "answer", isIn: [response.status])]
                + names.map { .propertyDisclosed(step: "answer", property: $0) }
        )
        guard let proof else { return nil }
        let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
        return metadata.finding(
            at: request.operation.location(),
            summary: "The answer holds what its document does not speak of: \(list)."
                + (party == nil ? " No credential was needed." : ""),
            severity: party == nil ? .high : .medium,
            evidenceClass: "undocumented",
            proof: proof
        )
    }

    /// The names of what is in excess and about somebody else.
    private static func excess(
        in response: ProbeResponse,
        of operation: APIOperation,
        for party: String?,
        in context: CheckContext
    ) -> [String] {
        let found = undocumented(in: response, of: operation, context)
        guard let party else { return found.keys.sorted() }
        let profile = context.accountOperations.profile.lazy.compactMap { context.reached($0, as: party) }.first
        let own = profile.flatMap { JSONValue(parsingJSON: $0.response.body) }?.leaves.compactMap(\.value.scalarText)
        return found.filter { _, values in
            values.count > 1 || own.map { values.isDisjoint(with: $0) } ?? false
        }.keys.sorted()
    }

    private static func undocumented(
        in response: ProbeResponse,
        of operation: APIOperation,
        _ context: CheckContext
    ) -> [String: Set<String>] {
        let documented =
            operation.responses[String(response.status)] ?? operation.responses["\(response.status / 100)XX"]
            ?? operation.responses["default"]
        guard let schema = documented?.contents.first(where: \.isJSON)?.schema,
            let body = JSONValue(parsingJSON: response.body)
        else { return [:] }
        return UndocumentedProperties(in: body, schema: schema, schemas: context.description.schemas).values
    }
}
