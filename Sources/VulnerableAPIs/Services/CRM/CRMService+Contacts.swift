//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    func addContactRoutes(to router: inout Router) {
        router.on("GET", "/v2/contacts") { try listContacts($0) }
        router.on("POST", "/v2/contacts") { try createContact($0) }
        router.on("GET", "/v2/contacts/{contactId}") { try getContact($0) }
        router.on("PATCH", "/v2/contacts/{contactId}") { request in
            let caller = try caller(request)
            let change = try Self.contact(DemoFields(request), isNew: false)
            return try update(\.contacts, request.parameter("contactId"), of: caller) { record in
                for (name, value) in change { record.json = record.json.adding(name, value) }
            }
        }
        router.on("DELETE", "/v2/contacts/{contactId}") { request in
            try remove(\.contacts, request.parameter("contactId"), of: try caller(request))
        }
    }

    /// The contacts whose name holds a text.
    ///
    /// The flawed build looks through the contacts of all companies.
    private func listContacts(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let words = (request.query("q") ?? "").lowercased()
        guard words.unicodeScalars.count <= 80 else { throw Problem(400, "q is a text of at most 80 characters.") }
        let page = try CRMPage(request)
        let found = store.withState { state in
            state.contacts.filter { record in
                (isFlawed || record.tenant == caller.tenant)
                    && (words.isEmpty || record.json["name"]?.stringValue?.lowercased().contains(words) == true)
            }
        }
        return try page.answer(found)
    }

    private func createContact(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let members = try Self.contact(DemoFields(request), isNew: true)
        let id = CRMState.slug(members.first?.value.stringValue ?? "")
        let contact = members.reduce(["id": .string(id)] as JSON) { $0.adding($1.name, $1.value) }
        try store.withState { state in
            try state.add(CRMRecord(id: id, tenant: caller.tenant, json: contact), to: \.contacts, by: caller)
        }
        return Answer.json(contact, status: 201).with("Location", "/v2/contacts/\(id)")
    }

    /// One contact.
    ///
    /// The flawed build tells those that are somebody else's from those that are not there.
    private func getContact(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let id = request.parameter("contactId")
        let record = store.withState { $0.contacts.first { $0.id == id } }
        guard let record else { throw Problem.notFound }
        guard record.tenant == caller.tenant else {
            throw isFlawed ? Problem(403, "The contact belongs to another company.") : Problem.notFound
        }
        return .json(record.json)
    }

    private static func contact(_ body: DemoFields, isNew: Bool) throws -> [(name: String, value: JSON)] {
        let texts = [
            ("name", isNew ? try body.text("name", 1...120) : try body.optionalText("name", 1...120)),
            ("email", body.json["email"] == nil ? nil : try body.email()),
            ("phone", try body.optionalText("phone", 0...40)),
            ("note", try body.optionalText("note", 0...500)),
        ]
        return texts.compactMap { name, text in text.map { (name, .string($0)) } }
    }

    // MARK: Records of a company

    /// Changes a record of the caller's company, and answers with it.
    func update(
        _ list: WritableKeyPath<CRMState, [CRMRecord]>,
        _ id: String,
        of caller: CRMMember,
        everywhere: Bool = false,
        _ change: (inout CRMRecord) -> Void
    ) throws -> Answer {
        try store.withState { state in
            let index = state[keyPath: list].firstIndex { $0.id == id && (everywhere || $0.tenant == caller.tenant) }
            guard let index else { throw Problem.notFound }
            change(&state[keyPath: list][index])
            state.note("changed", id, by: caller)
            return .json(state[keyPath: list][index].json)
        }
    }

    /// Removes a record of the caller's company.
    func remove(
        _ list: WritableKeyPath<CRMState, [CRMRecord]>,
        _ id: String,
        of caller: CRMMember
    ) throws -> Answer {
        try store.withState { state in
            let index = state[keyPath: list].firstIndex { $0.id == id && $0.tenant == caller.tenant }
            guard let index else { throw Problem.notFound }
            state[keyPath: list].remove(at: index)
            state.note("deleted", id, by: caller)
            return .empty
        }
    }
}
