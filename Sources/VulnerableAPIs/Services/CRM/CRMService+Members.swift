//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    func addMemberRoutes(to router: inout Router) {
        router.on("GET", "/v2/members") { try listMembers($0) }
        router.on("POST", "/v2/members") { try addMember($0) }
        router.on("PATCH", "/v2/members/{memberId}") { try changeMember($0) }
        router.on("DELETE", "/v2/members/{memberId}") { try removeMember($0) }
    }

    /// The team.
    ///
    /// The flawed build shows everybody what is for administrators.
    private func listMembers(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let page = try CRMPage(request)
        let seesAll = isFlawed || caller.role == "admin"
        let team = store.withState { $0.members.filter { $0.tenant == caller.tenant } }
        return try page.answer(
            team.map { CRMRecord(id: $0.id, tenant: $0.tenant, json: seesAll ? $0.file : $0.card) }
        )
    }

    private func addMember(_ request: IncomingRequest) throws -> Answer {
        let caller = try administrator(request)
        let body = try DemoFields(request)
        let name = try body.text("displayName", 1...80)
        let member = CRMMember(
            id: CRMState.slug(name),
            tenant: caller.tenant,
            email: nil,
            displayName: name,
            title: try body.optionalText("title", 0...80) ?? "",
            role: try body.optionalChoice("role", of: ["agent", "admin"]) ?? "agent",
            phone: "",
            salary: 0
        )
        return try store.withState { state in
            guard state.members.count < CRMState.longestList else { throw Problem(403, "The team is complete.") }
            state.members.append(member)
            state.note("invited", member.id, by: caller)
            return .json(member.file, status: 201)
        }
    }

    private func changeMember(_ request: IncomingRequest) throws -> Answer {
        let caller = try administrator(request)
        let body = try DemoFields(request)
        let title = try body.optionalText("title", 0...80)
        let role = try body.optionalChoice("role", of: ["agent", "admin"])
        return try withMember(request, of: caller) { state, index in
            if let title { state.members[index].title = title }
            if let role { state.members[index].role = role }
            state.note("changed", state.members[index].id, by: caller)
            return .json(state.members[index].file)
        }
    }

    private func removeMember(_ request: IncomingRequest) throws -> Answer {
        let caller = try administrator(request)
        return try withMember(request, of: caller) { state, index in
            state.note("removed", state.members[index].id, by: caller)
            state.members.remove(at: index)
            return .empty
        }
    }

    /// - Throws: ``Problem`` with status 409 where administrators would lock themselves out.
    private func withMember(
        _ request: IncomingRequest,
        of caller: CRMMember,
        _ action: (inout CRMState, Int) throws -> Answer
    ) throws -> Answer {
        let id = request.parameter("memberId")
        return try store.withState { state in
            let index = state.members.firstIndex { $0.id == id && $0.tenant == caller.tenant }
            guard let index else { throw Problem.notFound }
            guard id != caller.id else { throw Problem(409, "Another administrator has to do this.") }
            return try action(&state, index)
        }
    }
}
