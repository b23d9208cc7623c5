//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds limits that are passed by saying that one is somebody else.
public struct RateLimitBypassCheck: ActiveCheck, ExclusiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.auth.ratelimit-bypass",
        title: "A limit of login attempts can be passed by",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(348), .cwe(307)],
        remediation: """
            Take the client's address from the connection, or from the field that your own proxy sets and overwrites; \
            count failed logins for each account as well, and for the operation, not for the spelling of its path.
            """,
        explanation: """
            Sends wrong passwords for a name that no account has until the login answers 429, and then the same request \
            with another address in X-Forwarded-For and its like, or with the path spelled otherwise. The flaw counts only \
            if two such requests are answered as before the limit, while requests without the change are still refused \
            before and after them.
            """,
        profile: .safe
    )

    let isBurst = true
    private static let most = 40

    public init() {}

    /// A change that may make a limit take the request for another client's, or for another operation's.
    enum Disguise: Sendable, Hashable {
        case field(name: String, prefix: String)
        case trailingSlash
        case upperCase

        static let all: [Disguise] = [
            .field(name: "X-Forwarded-For", prefix: ""), .field(name: "X-Real-IP", prefix: ""),
            .field(name: "Forwarded", prefix: "for="), .field(name: "X-Client-IP", prefix: ""),
            .field(name: "True-Client-IP", prefix: ""), .trailingSlash, .upperCase,
        ]

        var title: String {
            switch self {
            case .field(let name, _): "another address in \(name)"
            case .trailingSlash: "a slash at the end of the path"
            case .upperCase: "a path in upper case"
            }
        }

        /// The request in disguise; the address ends in this number, which may be a placeholder.
        func apply(to request: OperationRequest, number: String) -> OperationRequest {
            var request = request
            switch self {
            case .field(let name, let prefix): request.extraHeaders[name] = "\(prefix)203.0.113.\(number)"
            case .trailingSlash: request.operation.path += "/"
            case .upperCase: request.operation.path = request.operation.path.uppercased()
            }
            return request
        }
    }

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let attempt = try LoginAttempt(operation, in: context)
        var trial = context.trial()
        let name = trial.make(FreshValue("nobody", attempt.usernameIsEmail ? .email : .marker))
        let wrong = trial.make(FreshValue("wrong", .password))
        let request = attempt.request(username: name, password: wrong)
        // Two at a time, so that nobody waits as the target asks.
        let open = try await trial.send("first attempts", request, as: nil, repetitions: 2, expectsLimit: true)
        guard !AttemptBurst.refusals.contains(open.status) else {
            throw CheckSkipped("the login is limited for the scan already")
        }
        try await trial.send("attempts", request, as: nil, repetitions: Self.most, expectsLimit: true)
        let limited = try await trial.send("limited", request, as: nil, repetitions: 2, expectsLimit: true)
        guard limited.status == 429 else { throw CheckSkipped("no limit was met in \(Self.most) attempts") }
        for disguise in Disguise.all {
            var disguised = trial
            let numbers = ["one", "two"].map { disguised.make(FreshValue($0, .digits, maximumLength: 2)) }
            for (label, number) in zip(["disguised", "disguised otherwise"], numbers) {
                try await disguised.send(
                    label,
                    disguise.apply(to: request, number: number),
                    as: nil,
                    repetitions: 2,
                    expectsLimit: true
                )
            }
            try await disguised.send("still limited", request, as: nil, repetitions: 2, expectsLimit: true)
            // What a login says to a wrong password, and to nothing else.
            guard
                disguised.responses(to: "disguised").allSatisfy({
                    $0.isEquivalent(to: open, mask: ProtectedOperation.shape)
                })
            else { continue }
            let proof = disguised.proof(
                [
                    .status(step: "limited", isIn: [429]), .status(step: "still limited", isIn: [429]),
                    .status(step: "disguised", isIn: [open.status]),
                    .status(step: "disguised otherwise", isIn: [open.status]),
                    .equivalent(step: "disguised otherwise", other: "disguised", ignoring: ProtectedOperation.shape),
                ],
                controls: ["limited", "still limited"]
            )
            guard let proof else { continue }
            return [
                metadata.finding(
                    at: operation.location(),
                    summary: "With \(disguise.title), attempts go on that are answered 429 without it.",
                    evidenceClass: "limit",
                    proof: proof
                )
            ]
        }
        return []
    }
}
