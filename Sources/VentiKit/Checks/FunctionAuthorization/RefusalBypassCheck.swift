//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds refusals that another spelling of the path, or a header field, gets around.
struct RefusalBypassCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.403-bypass",
        title: "A refusal can be bypassed",
        severity: .high,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(288)],
        remediation: """
            Check access in the application, after the path was resolved, and not by comparing the path's text. Take \
            no path or address from header fields that a client can set.
            """,
        explanation: """
            What is given to one identity and refused to another is asked for with other spellings of the path and \
            with header fields that proxies use. The flaw counts only if the refused identity then gets the very \
            answer of the permitted one, values included but for those that change each time, and if the same trick on \
            a path that nobody made does not.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var known = context.trial()
        let reading = try await DeniedReading.find(operation, in: context, trial: &known)
        let request = reading.reached.request
        let path = request.targetHalves.path
        var random = context.random(operation.id)
        let elsewhere = request.atRandomPath(&random)
        // For nobody the likeliest spellings must do: almost every operation refuses nobody.
        for variant in PathVariants.all.prefix(reading.denied == nil ? 3 : PathVariants.all.count) {
            let spelled = variant.apply(path)
            guard spelled != path else { continue }
            var trial = known
            do {
                guard try await reading.isOpened(by: request.withPath(spelled), label: "bypass", trial: &trial) else {
                    continue
                }
            } catch let error as ProbeError where error.code == .outOfScope {
                continue
            }
            let control = elsewhere.withPath(variant.apply(elsewhere.targetHalves.path))
            try await trial.send("bypass elsewhere", control, as: reading.denied)
            let found = finding(operation, reading, "with \(variant.name) (\(spelled))", trial, ["bypass elsewhere"])
            if let found { return [found] }
        }
        return try await byHeaders(operation, reading, elsewhere.targetHalves.path, known)
    }

    private func byHeaders(
        _ operation: APIOperation,
        _ reading: DeniedReading,
        _ elsewhere: String,
        _ known: ProofTrial
    ) async throws -> [Finding] {
        let request = reading.reached.request
        let target = request.targetHalves
        // All at once first: where that is refused, each alone would be.
        var together = known
        if try await reading.isOpened(by: request.addingHeaders(Self.origins), label: "bypass", trial: &together) {
            for origin in Self.origins {
                var trial = known
                let opened = try await reading.isOpened(
                    by: request.addingHeaders([origin]),
                    label: "bypass",
                    trial: &trial
                )
                guard opened else { continue }
                // Neither an unknown field nor another address opens it.
                let control = request.addingHeaders([(origin.name, "203.0.113.77"), ("X-Unknown-Field", origin.value)])
                try await trial.send("another address", control, as: reading.denied)
                let how = "with the header field \(origin.name): \(origin.value)"
                let found = finding(operation, reading, how, trial, ["another address"])
                if let found { return [found] }
            }
        }
        let root = request.withPath("/")
        let names = ["X-Original-URL", "X-Rewrite-URL"]
        var both = known
        let all = root.addingHeaders(names.map { ($0, target.path + target.query) })
        guard try await reading.isOpened(by: all, label: "bypass", trial: &both) else { return [] }
        for name in names {
            var trial = known
            let bypass = root.addingHeaders([(name, target.path + target.query)])
            guard try await reading.isOpened(by: bypass, label: "bypass", trial: &trial) else { continue }
            try await trial.send("bypass elsewhere", root.addingHeaders([(name, elsewhere)]), as: reading.denied)
            let how = "by asking for / with its path in the header field \(name)"
            let found = finding(operation, reading, how, trial, ["bypass elsewhere"])
            if let found { return [found] }
        }
        return []
    }

    private static let origins: [(name: String, value: String)] = [
        "X-Forwarded-For", "X-Real-IP", "X-Custom-IP-Authorization", "X-Originating-IP", "X-Remote-IP", "X-Client-IP",
        "True-Client-IP",
    ]
    .map { ($0, "127.0.0.1") }

    private func finding(
        _ operation: APIOperation,
        _ reading: DeniedReading,
        _ how: String,
        _ trial: ProofTrial,
        _ controls: [String]
    ) -> Finding? {
        let assertions = reading.assertions(opened: "bypass", controls: controls)
        guard let proof = trial.proof(assertions, controls: ["denied asks"] + controls) else { return nil }
        return metadata.finding(
            at: operation.location(),
            summary:
                "The operation is refused to \(reading.deniedName) (\(reading.status)), but \(how) the answer is "
                + "that of \(reading.permitted).",
            evidenceClass: "bypass",
            proof: proof
        )
    }
}
