//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What only somebody who asks can see: that an address is another identity's.
extension SensitiveDataCheck: ActiveCheck {
    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.method == "GET",
            OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly
        else { throw CheckSkipped("the operation does not only read") }
        guard let profile = context.accountOperations.profile.first else {
            throw CheckSkipped("no operation tells the identities' addresses")
        }
        for owner in context.identities.prefix(3) {
            guard let shown = context.reached(profile, as: owner), shown.response.isSuccess,
                let address = Self.address(in: shown.response), operation.id != profile.id,
                let reached = context.reached(operation, as: owner), context.isSuccess(reached.response),
                let property = Self.property(holding: address.text, in: reached.response),
                !Self.documents(property, operation, context.description.schemas)
            else { continue }
            for other in [nil] + context.identities.filter({ $0 != owner }).prefix(1).map(Optional.some) {
                var trial = context.trial()
                let capture = ProofCapture("address", from: .body(pointer: address.pointer))
                try await trial.send("owner reads own account", shown.request, as: owner, captures: [capture])
                let response = try await trial.send("other reads", reached.request, as: other)
                guard context.isSuccess(response) else { continue }
                let placeholder = FreshValue.placeholder("address")
                let proof = trial.proof([
                    .status(step: "other reads", isIn: [response.status]),
                    .bodyContains(step: "other reads", text: placeholder),
                ])
                guard let proof else { continue }
                return [
                    metadata.finding(
                        at: operation.location(),
                        summary:
                            "\(other ?? "Nobody in particular") reads the e-mail address of \(owner) in the property "
                            + "\"\(property)\", which the document does not speak of.",
                        severity: .medium,
                        evidenceClass: "e-mail",
                        proof: proof
                    )
                ]
            }
        }
        return []
    }

    private static func address(in response: ProbeResponse) -> (pointer: String, text: String)? {
        for leaf in JSONValue(parsingJSON: response.body)?.leaves.prefix(200) ?? [] {
            if let text = leaf.value.stringValue, PersonalData.isAddress(text) { return (leaf.pointer, text) }
        }
        return nil
    }

    /// The property whose value is a text.
    private static func property(holding text: String, in response: ProbeResponse) -> String? {
        let leaf = JSONValue(parsingJSON: response.body)?.leaves.first { $0.value.stringValue == text }
        return leaf.flatMap { JSONPointer($0.pointer)?.tokens.last { JSONPointer.index($0) == nil } }
    }

    /// Whether the document says that answers have a property of this name, or says nothing of them at all.
    private static func documents(_ property: String, _ operation: APIOperation, _ schemas: SchemaLibrary) -> Bool {
        let shapes = operation.responseShapes(schemas)
        return shapes.isEmpty || shapes.contains { $0.names.contains(property) }
    }
}
