//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds ids that can be guessed, where an operation shows or changes other users' things by their ids.
struct PredictableIdentifierCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bola.predictable-id",
        title: "Ids of objects can be guessed",
        severity: .info,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(340)],
        remediation: "Check the owner of every object; random ids (UUID version 4) only make guessing harder.",
        explanation: """
            Makes five objects and looks at their ids: numbers that grow by small steps, UUIDs of version 1 and ids that \
            begin with the time. Counts only where another identity can read an object by its id, because a number alone \
            is no flaw.
            """,
        profile: .active
    )
    private static let count = 5

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(madeBy: operation) else {
            throw CheckSkipped("the operation makes no objects")
        }
        guard let read = resource.read else { throw CheckSkipped("no operation reads the object") }
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let first = try await trial.create(resource, named: "object1", by: .identity(owner))
        guard let number = first.recipe.readBack.min() else {
            throw CheckSkipped("reading an object shows nothing of what its owner wrote into it")
        }
        let shown = try await trial.send("other reads", context.request(for: read, as: owner).about(first), as: peer)
        guard shown.bodyText.contains(trial.filled(first.marker(number))) else {
            throw CheckSkipped("an id is not enough to read another's object")
        }
        var ids = [trial.filled(first.id)]
        for number in 2...Self.count {
            let object = try await trial.create(resource, named: "object\(number)", by: .identity(owner))
            ids.append(trial.filled(object.id))
        }
        guard let pattern = Self.pattern(of: ids) else { return [] }
        var assertions = [ProofAssertion.bodyContains(step: "other reads", text: first.marker(number))]
        if pattern == .sequence, let pointer = Self.pointer(of: resource, context, owner) {
            for number in 2...Self.count {
                let (label, before) = ("create object\(number)", "create object\(number - 1)")
                assertions.append(.memberGrew(step: label, pointer: pointer, since: before, by: 1))
            }
        }
        return trial.proof(assertions).map { proof in
            [
                metadata.finding(
                    at: operation.location(),
                    summary: "\(pattern.rawValue): \(ids.joined(separator: ", ")).",
                    evidenceClass: "ids",
                    proof: proof,
                    affectedOperations: [read.id]
                )
            ]
        } ?? []
    }

    /// What can be guessed about ids.
    enum Pattern: String {
        case sequence = "The ids are numbers that grow by small steps"
        case time = "The ids are made of the time"
    }

    /// The pattern of ids in the order in which they were given, or `nil` where there is none.
    static func pattern(of ids: [String]) -> Pattern? {
        guard ids.count >= 3, Set(ids).count == ids.count else { return nil }
        let numbers = ids.compactMap(Int.init)
        if numbers.count == ids.count {
            let steps = zip(numbers.dropFirst(), numbers).map { $0 - $1 }
            return steps.allSatisfy { (1...16).contains($0) } ? .sequence : nil
        }
        let isFirstVersion = ids.allSatisfy { id in
            let groups = id.split(separator: "-")
            return groups.map(\.count) == [8, 4, 4, 4, 12] && groups[2].first == "1"
        }
        let isObjectID =
            ids.allSatisfy { $0.count == 24 && $0.allSatisfy(\.isHexDigit) }
            && Set(ids.map { $0.prefix(6) }).count == 1
        return isFirstVersion || isObjectID ? .time : nil
    }

    private static func pointer(of resource: APIResource, _ context: CheckContext, _ owner: String) -> String? {
        guard case .response(.body(let pointer)) = context.recipe(for: resource, as: owner)?.id else { return nil }
        return pointer
    }
}
