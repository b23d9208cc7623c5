//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession {
    /// The findings with a placeholder in each step of their proofs where the identity's credential stood.
    ///
    /// Checks never see credentials, so their proofs have none; a reader needs to know where one goes.
    func withCredentialPlaceholders(_ findings: [Finding]) async -> [Finding] {
        var completed: [Finding] = []
        let values = accountValues
        for var finding in findings {
            if let proof = finding.proof {
                finding.proof = await withCredentialPlaceholders(in: proof.generalising(values))
            }
            completed.append(finding)
        }
        return completed
    }

    /// The proof with a placeholder in each step where the identity's credential stood.
    func withCredentialPlaceholders(in proof: Proof) async -> Proof {
        var proof = proof
        for index in proof.steps.indices {
            guard let name = proof.steps[index].identity, let session = session(named: name) else { continue }
            proof.steps[index] = await session.withCredentialPlaceholder(proof.steps[index])
        }
        return proof
    }
}

extension IdentitySession {
    /// The step with the placeholder of this identity's token where the token goes.
    func withCredentialPlaceholder(_ step: ProofStep) -> ProofStep {
        guard step.tokenMutation != .removed else { return step }
        var step = step
        let placeholder = "{{\(identity.name).token}}"
        switch placement {
        case .header(let name, let template):
            step.request.headers.removeAll { $0.name.lowercased() == name.lowercased() }
            step.request.headers.append(
                RecordedHeader(name: name, value: template.replacing("{{token}}", with: placeholder))
            )
        case .query(let name):
            let pair = "\(PercentEncoding.encode(name))=\(placeholder)"
            guard !step.request.target.contains(pair) else { break }
            step.request.target += (step.request.target.contains("?") ? "&" : "?") + pair
        case .cookie(let name):
            let pair = "\(name)=\(placeholder)"
            if let index = step.request.headers.firstIndex(where: { $0.name.lowercased() == "cookie" }) {
                guard !step.request.headers[index].value.contains(pair) else { break }
                step.request.headers[index].value += "; " + pair
            } else {
                step.request.headers.append(RecordedHeader(name: "Cookie", value: pair))
            }
        }
        return step
    }

    /// The step without the placeholder, ready for a credential of its own.
    func withoutCredentialPlaceholder(_ step: ProofStep) -> ProofStep {
        var step = step
        let placeholder = "{{\(identity.name).token}}"
        // A proof may come from a scan that sent the token elsewhere.
        let use = CredentialPlace.of(placeholder, in: step.request) ?? placement
        switch use {
        case .header(let name, _):
            step.request.headers.removeAll {
                $0.name.lowercased() == name.lowercased() && $0.value.contains(placeholder)
            }
        case .query(let name):
            let pair = "\(PercentEncoding.encode(name))=\(placeholder)"
            step.request.target = step.request.target.replacing("&\(pair)", with: "").replacing("?\(pair)", with: "")
        case .cookie(let name):
            for index in step.request.headers.indices where step.request.headers[index].name.lowercased() == "cookie" {
                step.request.headers[index].value = step.request.headers[index].value
                    .replacing("; \(name)=\(placeholder)", with: "").replacing("\(name)=\(placeholder)", with: "")
            }
            step.request.headers.removeAll { $0.name.lowercased() == "cookie" && $0.value.isEmpty }
        }
        return step
    }
}
