//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    private static let stages = ["open", "won", "lost"]

    func addDealRoutes(to router: inout Router) {
        router.on("GET", "/v2/deals") { request in
            let caller = try caller(request)
            let page = try CRMPage(request)
            return try page.answer(store.withState { $0.deals.filter { $0.tenant == caller.tenant } })
        }
        router.on("POST", "/v2/deals") { try createDeal($0) }
        router.on("GET", "/v2/deals/{dealId}") { try getDeal($0) }
        router.on("PATCH", "/v2/deals/{dealId}") { try changeDeal($0) }
        router.on("DELETE", "/v2/deals/{dealId}") { request in
            try remove(\.deals, request.parameter("dealId"), of: try caller(request))
        }
    }

    private func createDeal(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let body = try DemoFields(request)
        let title = try body.text("title", 1...120)
        let cents = try body.integer("amountCents", 0...1_000_000_000)
        let stage = try body.optionalChoice("stage", of: Self.stages) ?? "open"
        let note = try body.optionalText("note", 0...500) ?? ""
        let id = CRMState.slug(title)
        let deal: JSON = [
            "id": .string(id), "title": .string(title), "amountCents": .integer(cents), "stage": .string(stage),
            "note": .string(note), "ownerId": .string(caller.id), "createdAt": .string(CRMState.now),
        ]
        try store.withState { state in
            try state.add(CRMRecord(id: id, tenant: caller.tenant, json: deal), to: \.deals, by: caller)
        }
        return Answer.json(deal, status: 201).with("Location", "/v2/deals/\(id)")
    }

    /// One deal.
    ///
    /// The flawed build does not ask whose it is.
    private func getDeal(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let id = request.parameter("dealId")
        let record = store.withState { state in
            state.deals.first { $0.id == id && (isFlawed || $0.tenant == caller.tenant) }
        }
        guard let record else { throw Problem.notFound }
        return .json(record.json)
    }

    /// Changes a deal.
    ///
    /// The flawed build does not ask whose it is, and takes what only the service may set.
    private func changeDeal(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let body = try DemoFields(request)
        var changes: [(name: String, value: JSON)] = []
        if let title = try body.optionalText("title", 1...120) { changes.append(("title", .string(title))) }
        if let cents = try body.optionalInteger("amountCents", 0...1_000_000_000) {
            changes.append(("amountCents", .integer(cents)))
        }
        if let stage = try body.optionalChoice("stage", of: Self.stages) { changes.append(("stage", .string(stage))) }
        if let note = try body.optionalText("note", 0...500) { changes.append(("note", .string(note))) }
        if isFlawed {
            for name in ["ownerId", "createdAt"] {
                if let text = try body.optionalText(name, 1...64) { changes.append((name, .string(text))) }
            }
        }
        return try update(\.deals, request.parameter("dealId"), of: caller, everywhere: isFlawed) { record in
            for (name, value) in changes { record.json = record.json.adding(name, value) }
        }
    }
}
