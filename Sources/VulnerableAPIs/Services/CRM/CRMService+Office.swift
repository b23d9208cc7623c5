//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    /// What is for administrators, and what goes to the whole company.
    func addOfficeRoutes(to router: inout Router) {
        router.on("GET", "/v2/audit-log") { request in
            // The flawed build takes every member for an administrator.
            let caller = isFlawed ? try caller(request) : try administrator(request)
            return try page(of: \.audit, request, for: caller)
        }
        router.on("GET", "/v2/billing") { request in
            let caller = try caller(request)
            // The flawed build shows everybody what is for administrators.
            let seesAll = isFlawed || caller.role == "admin"
            return .json(seesAll ? CRMState.billing(of: caller.tenant) : CRMState.billingSummary(of: caller.tenant))
        }
        router.on("GET", "/v2/announcements") { try page(of: \.announcements, $0, for: try caller($0)) }
        router.on("POST", "/v2/announcements") { try announce($0) }
        router.on("POST", "/v2/exports") { try export($0) }
        router.on("GET", "/v2/exports/{exportId}") { request in
            let caller = try caller(request)
            let id = request.parameter("exportId")
            let record = store.withState { state in
                state.exports.first { $0.id == id && $0.tenant == caller.tenant }
            }
            guard let record else { throw Problem.notFound }
            return .json(record.json)
        }
    }

    private func page(
        of list: KeyPath<CRMState, [CRMRecord]>,
        _ request: IncomingRequest,
        for caller: CRMMember
    ) throws -> Answer {
        let page = try CRMPage(request)
        return try page.answer(
            store.withState { $0[keyPath: list].filter { $0.tenant == caller.tenant } }
        )
    }

    /// Tells the whole company something; the flawed build lets agents do it.
    private func announce(_ request: IncomingRequest) throws -> Answer {
        let caller = isFlawed ? try caller(request) : try administrator(request)
        let body = try DemoFields(request)
        let title = try body.text("title", 1...120)
        let text = try body.text("text", 1...1000)
        let id = CRMState.slug(title)
        let announcement: JSON = [
            "id": .string(id), "title": .string(title), "text": .string(text), "authorId": .string(caller.id),
        ]
        try store.withState { state in
            let record = CRMRecord(id: id, tenant: caller.tenant, json: announcement)
            try state.add(record, to: \.announcements, by: caller)
        }
        return .json(announcement, status: 201)
    }

    private func export(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let body = try DemoFields(request)
        guard let format = try body.optionalChoice("format", of: ["csv", "json"]) else {
            throw Problem(400, "format is missing.")
        }
        let note = try body.optionalText("note", 0...200) ?? ""
        let id = CRMState.slug("export \(format)")
        return try store.withState { state in
            if let seconds = exports.secondsToWait(for: caller.tenant) { throw Problem.tooMany(seconds) }
            exports.recordFailure(of: caller.tenant)
            let rows = state.contacts.count { $0.tenant == caller.tenant }
            let job: JSON = [
                "id": .string(id), "format": .string(format), "note": .string(note), "state": "ready",
                "rows": .integer(rows),
            ]
            try state.add(CRMRecord(id: id, tenant: caller.tenant, json: job), to: \.exports, by: caller)
            return .json(job, status: 201)
        }
    }
}
