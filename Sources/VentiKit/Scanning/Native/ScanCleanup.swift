//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Takes away what interrupted scans have left at a target: things whose texts hold a scan's marker.
///
/// Every list of the API is read as every identity; what is marked and can be deleted is deleted in the name of the
/// identity that sees it. Things that people have made hold no marker.
public struct ScanCleanup: Sendable {
    /// What came of it.
    public struct Outcome: Sendable, Hashable, Codable {
        /// What was deleted, a line each, such as `DELETE /orders/17 as alice`.
        public var removed: [String] = []
        /// What is marked and could not be deleted, with the reason.
        public var left: [String] = []
    }

    private let configuration: NativeScanner.Configuration
    /// The most pages' worth of things that are deleted for one list and identity.
    private static let maximumThings = 1_000

    /// Makes a cleanup that reaches the target as a scanner of this configuration does.
    public init(_ configuration: NativeScanner.Configuration = NativeScanner.Configuration()) {
        self.configuration = configuration
    }

    /// Looks for what is marked and deletes it.
    ///
    /// - Parameters:
    ///   - request: The document, the target and the identities of the scan that was interrupted. Scope, pace and budget
    ///     are kept as in a scan.
    ///   - isDryRun: Whether to say only what would be deleted.
    /// - Throws: As ``NativeScanner/scan(_:into:)``.
    public func run(_ request: ScanRequest, isDryRun: Bool = false) async throws -> Outcome {
        try await NativeScanner(configuration).withClient(for: request) { client, description in
            let session = ScanSession(
                description: description,
                policy: request.policy,
                identities: request.identities,
                accountOperations: AccountOperations(in: description),
                client: client,
                passiveChecks: []
            )
            try await TargetPreflight(session: session).run()
            var outcome = Outcome()
            let selection = OperationSelection(request.policy)
            let names = session.identityNames.map(Optional.some)
            // What belongs to another is taken away before the other.
            for resource in session.resources.resources.reversed() {
                guard let list = resource.list, resource.parentParameters.isEmpty, selection.contains(list),
                    resource.delete.map(selection.contains) ?? true
                else { continue }
                for identity in names.isEmpty ? [nil] : names {
                    try await clean(resource, list, as: identity, session, isDryRun, &outcome)
                }
            }
            return outcome
        }
    }

    private func clean(
        _ resource: APIResource,
        _ list: APIOperation,
        as identity: String?,
        _ session: ScanSession,
        _ isDryRun: Bool,
        _ outcome: inout Outcome
    ) async throws {
        var seen: Set<String> = []
        while seen.count < Self.maximumThings {
            guard let answer = try await answer(to: session.guess(for: list, as: identity), identity, session),
                answer.isSuccess, let json = JSONValue(parsingJSON: answer.body)
            else { return }
            let ids = Self.markedIDs(in: json, of: resource, depth: 0).filter { seen.insert($0).inserted }
            guard !ids.isEmpty else { return }
            for id in ids {
                let who = identity.map { " as \($0)" } ?? ""
                guard let delete = resource.delete else {
                    outcome.left.append("\(resource.itemPath) \(id)\(who): the API has no operation that deletes it")
                    continue
                }
                let request = session.guess(for: delete, as: identity).settingPath([resource.parameter: id])
                let line = "\(delete.method) \(request.render().target)\(who)"
                guard !isDryRun else {
                    outcome.removed.append(line)
                    continue
                }
                let deleted = try await self.answer(to: request, identity, session)
                if let deleted, deleted.isSuccess {
                    outcome.removed.append(line)
                } else {
                    outcome.left.append("\(line): \(deleted.map { "answered \($0.status)" } ?? "no answer")")
                }
            }
            if isDryRun { return }
        }
    }

    private func answer(
        to request: OperationRequest,
        _ identity: String?,
        _ session: ScanSession
    ) async throws -> ProbeResponse? {
        do {
            let options = ProbeOptions()
            return try await session.send(
                request.render(),
                for: request.operation,
                as: identity,
                purpose: .setup,
                options: options
            )
            .response
        } catch let error as ProbeError where error.code != .budgetExhausted {
            return nil
        }
    }

    /// The ids of the objects of a list that hold a marker.
    static func markedIDs(in json: JSONValue, of resource: APIResource, depth: Int) -> [String] {
        guard depth < 8 else { return [] }
        switch json {
        case .array(let elements): return elements.flatMap { markedIDs(in: $0, of: resource, depth: depth + 1) }
        case .object(let members):
            let isMarked = members.contains { $0.value.stringValue.map(ScanMarker.isMarked) ?? false }
            let wanted = IdentifierCandidates.fold(resource.parameter)
            let names = [wanted, resource.noun + "id", "id", "uuid", "slug"]
            let id = names.lazy.compactMap { name in
                members.first { IdentifierCandidates.fold($0.name) == name }?.value.scalarText
            }.first
            if isMarked, let id { return [id] }
            return members.flatMap { markedIDs(in: $0.value, of: resource, depth: depth + 1) }
        default: return []
        }
    }
}
