//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckContext {
    /// What the user has declared about who may call what.
    var accessPolicy: AccessPolicy { AccessPolicy(rules: policy.accessRules) }

    /// Notes for the report what somebody could do with somebody's thing.
    ///
    /// - Parameters:
    ///   - verb: What was tried.
    ///   - resource: The kind of thing.
    ///   - owner: Whose it was.
    ///   - actor: Who tried, or `nil` for nobody in particular.
    ///   - outcome: What came of it.
    ///   - operation: What was called. Where it is about a part of the thing only, nothing is noted.
    public func noteAccess(
        _ verb: ObjectAccess.Verb,
        _ resource: APIResource,
        of owner: String,
        by actor: String?,
        _ outcome: AccessOutcome,
        at operation: APIOperation
    ) {
        guard resource.isItem(operation) else { return }
        let actor = actor ?? AccessRule.anonymous
        prober.noteAccess(
            ObjectAccess(object: resource.itemPath, owner: owner, actor: actor, verb: verb, outcome: outcome)
        )
    }

    /// What an answer to a call on somebody's thing amounts to: 404 may be how an API refuses.
    public func objectOutcome(of response: ProbeResponse) -> AccessOutcome {
        response.status == 404 ? .denied : AccessOutcome(response, softErrors: softErrors)
    }
}

extension AccessOutcome {
    /// What a status amounts to.
    init(status: Int) {
        switch status {
        case 200..<300: self = .allowed
        case 401, 403, 407: self = .denied
        default: self = .failed
        }
    }

    /// What an answer amounts to at an API that may answer failures 200.
    init(_ response: ProbeResponse, softErrors: SoftErrorModel) {
        self.init(status: response.status)
        if self == .allowed, softErrors.isFailure(response) { self = .failed }
    }
}
