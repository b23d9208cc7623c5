//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession {
    /// Notes what a request has made, with the request that takes it away again.
    ///
    /// - Parameters:
    ///   - exchange: What was sent, without the scan's credential, and what came back.
    ///   - operation: What the request is for, if that is known.
    func noteCreation(_ exchange: HTTPExchange, for operation: APIOperation?) {
        guard exchange.request.method == "POST" || exchange.request.method == "PUT", exchange.response.isSuccess else {
            return
        }
        // The steps of a replay go by the operation of the finding, whatever they are for.
        let sent = exchange.request
        let isKnown = operation.map { RequestPath.fits($0, method: sent.method, target: sent.target) } ?? false
        let matched =
            isKnown ? operation : RequestPath.operation(in: description, method: sent.method, target: sent.target)
        guard let operation = matched ?? operation, let resource = resources.resource(madeBy: operation),
            !softErrors.isFailure(exchange.response)
        else { return }
        var entry = MutationJournal.Entry(operation: operation.id, identity: exchange.identity)
        if let delete = resource.delete, isSelected(delete), let id = id(of: resource, in: exchange) {
            var path = RequestPath.values(in: exchange.request.target, of: operation.path)
            path[resource.parameter] = id
            let request = guess(for: delete, as: exchange.identity).settingPath(path)
            var undo = request.render()
            // An account that a proof made itself has its credential in the request.
            if exchange.identity == nil {
                for line in exchange.request.headers.lines where SensitiveNames.isSensitiveHeader(line.name) {
                    undo.headers[line.name] = line.value
                }
            }
            entry.undo = undo
            entry.undoOperation = delete
        }
        withState { $0.journal.note(entry) }
    }

    /// Takes away what the scan has made, the latest first.
    ///
    /// - Returns: What is left, a line for each operation that made something.
    func undoMutations() async throws -> [String] {
        let (entries, forgotten) = withState { state in (state.journal.takeAll(), state.journal.forgotten) }
        var left: [String: Int] = [:]
        for entry in entries {
            guard let undo = entry.undo else {
                left[entry.operation, default: 0] += 1
                continue
            }
            do {
                let exchange = try await send(
                    undo,
                    for: entry.undoOperation,
                    as: entry.identity,
                    purpose: .replay,
                    options: ProbeOptions()
                )
                let isGone = exchange.response.isSuccess || [404, 410].contains(exchange.response.status)
                if !isGone { left[entry.operation, default: 0] += 1 }
            } catch let error where !(error is CancellationError) {
                left[entry.operation, default: 0] += 1
            }
        }
        if forgotten > 0 { left["other operations", default: 0] += forgotten }
        return left.sorted { $0.key < $1.key }.map { "\($0.value) by \($0.key)" }
    }

    private func isSelected(_ operation: APIOperation) -> Bool {
        OperationSelection(exclusionsOf: policy).contains(operation)
    }

    /// The id of what was made: as its recipe says, or by the usual names.
    private func id(of resource: APIResource, in exchange: HTTPExchange) -> String? {
        if let recipe = recipe(for: resource, as: exchange.identity), case .response(let source) = recipe.id {
            return source.value(in: exchange.response)?.scalarText
        }
        return IdentifierCandidates.sources(of: resource, in: exchange.response).lazy
            .compactMap { $0.value(in: exchange.response)?.scalarText }.first
    }
}
