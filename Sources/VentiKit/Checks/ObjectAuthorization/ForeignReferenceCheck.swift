//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that take another user's thing where its id is in the query or the body (BOLA, reference).
struct ForeignReferenceCheck: ExclusiveCheck, ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bola.body-ref",
        title: "A request may refer to another user's object",
        severity: .high,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(639)],
        remediation: "Check the owner of every object that a request names, wherever the id stands.",
        explanation: """
            The id of one identity's object is put where another identity's request names an object outside the path. \
            For reading, the flaw counts only if the answer holds what the owner wrote or is the owner's own answer; for \
            changing, only if a number of the object, read by its owner, has changed.
            """,
        profile: .active
    )
    let isBurst = false

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let (owner, peer) = try context.ownerAndPeer()
        let request = context.request(for: operation, as: peer)
        let references = ObjectReference.all(in: request, of: operation, context.resources)
        guard !references.isEmpty else { throw CheckSkipped("the request names no object outside its path") }
        var reason: CheckSkipped?
        let isReading = operation.method == "GET"
        for reference in references.prefix(3) {
            for isHeld in OwnedThings.ways(reference.resource, of: owner, in: context) {
                do {
                    let finding =
                        isReading
                        ? try await read(operation, reference, isHeld, owner, peer, context)
                        : try await change(operation, reference, references, isHeld, owner, peer, context)
                    if let finding { return [finding] }
                } catch let skipped as CheckSkipped {
                    reason = skipped
                }
            }
        }
        if let reason { throw reason }
        return []
    }

    private func read(
        _ operation: APIOperation,
        _ reference: ObjectReference,
        _ isHeld: Bool,
        _ owner: String,
        _ peer: String,
        _ context: CheckContext
    ) async throws -> Finding? {
        var trial = context.trial()
        let request = context.request(for: operation, as: owner)
        let things = try await OwnedThings.take(
            reference.resource,
            isHeld: isHeld,
            of: owner,
            and: peer,
            in: context,
            trial: &trial
        )
        let (id, othersID) = (reference.id(in: things.owners), reference.id(in: things.others))
        func about(_ id: String) -> OperationRequest { request.setting(reference.point, to: .string(id)) }
        let owned = try await trial.send("owner asks", about(id), as: owner)
        guard context.isSuccess(owned), !owned.body.isEmpty else {
            throw CheckSkipped("the owner's own request was answered \(owned.status)")
        }
        let shape = ResponseMask(comparesShapeOnly: true)
        let foreign = try await trial.send("other asks", about(id), as: peer)
        guard context.isSuccess(foreign), foreign.isEquivalent(to: owned, mask: shape) else { return nil }
        let again = try await trial.send("owner asks again", about(id), as: owner)
        let mask = StableBaseline(first: owned, others: [again]).mask
        try await trial.send("nobody asks", about(id), as: nil)
        try await trial.send("other asks for its own", about(othersID), as: peer)
        var assertions: [ProofAssertion] = [
            .equivalent(step: "other asks", other: "owner asks", ignoring: mask),
            .different(step: "nobody asks", other: "owner asks", ignoring: mask),
            .different(step: "other asks for its own", other: "other asks", ignoring: mask),
        ]
        if let text = things.made?.visibleMarkers.first, owned.bodyText.contains(trial.filled(text)) {
            assertions.append(.bodyContains(step: "other asks", text: text))
        }
        return trial.proof(assertions, controls: ["nobody asks", "other asks for its own"]).map { proof in
            metadata.finding(
                at: operation.location(at: reference.point),
                summary: "\(peer) names \(owner)'s object in \(reference.point) and gets \(owner)'s answer.",
                evidenceClass: "equal answers",
                proof: proof
            )
        }
    }

    private func change(
        _ operation: APIOperation,
        _ reference: ObjectReference,
        _ references: [ObjectReference],
        _ isHeld: Bool,
        _ owner: String,
        _ peer: String,
        _ context: CheckContext
    ) async throws -> Finding? {
        guard let read = reference.resource.read else { throw CheckSkipped("no operation reads the object") }
        var trial = context.trial()
        let things = try await OwnedThings.take(
            reference.resource,
            isHeld: isHeld,
            of: owner,
            and: peer,
            in: context,
            trial: &trial
        )
        let (id, othersID) = (reference.id(in: things.owners), reference.id(in: things.others))
        let reading = context.request(for: read, as: owner).settingPath([reference.resource.parameter: id])
        let before = try await trial.send("owner reads before", reading, as: owner)
        let quiet = try await trial.send("owner reads again", reading, as: owner)
        guard context.isSuccess(before) else { throw CheckSkipped("the owner cannot read the object") }
        var request = context.request(for: operation, as: peer)
        // Every other object that the request names is the sender's own.
        for other in references where other.resource == reference.resource {
            request = request.setting(other.point, to: .string(other == reference ? id : othersID))
        }
        let sent = try await trial.send("other sends", request, as: peer)
        guard context.isSuccess(sent) else { return nil }
        let after = try await trial.send("owner reads after", reading, as: owner)
        guard let change = NumericChange.first(from: before, steady: quiet, to: after) else { return nil }
        let assertion: ProofAssertion =
            change.amount > 0
            ? .memberGrew(
                step: "owner reads after",
                pointer: change.pointer,
                since: "owner reads before",
                by: change.amount / 2
            )
            : .memberFell(
                step: "owner reads after",
                pointer: change.pointer,
                since: "owner reads before",
                by: -change.amount / 2
            )
        // What is given to somebody is no harm to them.
        guard change.amount < 0 else { return nil }
        return trial.proof([assertion]).map { proof in
            metadata.finding(
                at: operation.location(at: reference.point),
                summary: "\(peer) names \(owner)'s object in \(reference.point), and \(change.pointer) of it falls.",
                severity: .critical,
                evidenceClass: "effect",
                proof: proof
            )
        }
    }
}
