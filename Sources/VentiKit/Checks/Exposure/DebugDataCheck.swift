/// Finds documented operations that answer what is meant for debugging.
public struct DebugDataCheck: PassiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.debug.data",
        title: "A documented operation gives debugging data",
        severity: .high,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(489), .cwe(215)],
        remediation: "Take the operation out of production, or serve it on an internal port with authentication.",
        explanation: """
            Looks at the content of answers, never at paths: settings, environments, profiles and debugger pages in the \
            form of a known tool, and lists of credentials of several users that need no credential to read. What is \
            shown to an identity of the scan counts as medium, metrics and health details as low.
            """
    )

    public init() {}

    private static let signature = "debug-data"

    public func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.verdict == .answered, exchange.purpose != .replay, exchange.purpose != .setup else { return [] }
        guard let operation = exchange.operation, !exchange.response.body.isEmpty else { return [] }
        return [content(of: exchange, at: operation), credentials(in: exchange, at: operation)].compactMap { $0 }
    }

    private func content(of exchange: HTTPExchange, at operation: APIOperation) -> Finding? {
        guard let match = SignatureLibrary.default.match(Self.signature, in: exchange.response.body) else { return nil }
        guard SignatureLibrary.default.match(Self.signature, in: exchange.request.body) == nil else { return nil }
        // Debugger pages are the answer to an error; everything else must be what the operation answers.
        guard exchange.response.isSuccess || (500..<600).contains(exchange.response.status) else { return nil }
        let step = ProofStep(
            label: CheckMetadata.answerLabel,
            exchange: exchange,
            focus: String(match.excerpt(of: exchange.response.body).prefix(40))
        )
        let isMinor = DebugDataSignature.isMinor(match.product)
        return metadata.finding(
            at: operation.location(),
            summary: "The answer is debugging data: \(match.product)."
                + (exchange.identity == nil ? " No credential was needed." : ""),
            severity: isMinor ? .low : (exchange.identity == nil ? .high : .medium),
            evidenceClass: match.product.lowercased(),
            proof: Proof(
                steps: [step],
                assertions: [
                    .status(step: step.label, isIn: [exchange.response.status]),
                    .bodyMatches(step: step.label, signature: Self.signature),
                ]
            )
        )
    }

    private func credentials(in exchange: HTTPExchange, at operation: APIOperation) -> Finding? {
        guard exchange.identity == nil, exchange.request.method == "GET" else { return nil }
        guard let secrets = DisclosedSecrets(in: exchange) else { return nil }
        let listed = secrets.items.values.sorted { $0.property < $1.property }.first { $0.listed >= 2 }
        guard let listed else { return nil }
        let step = ProofStep(label: CheckMetadata.answerLabel, exchange: exchange, focus: "\"\(listed.property)\"")
        return metadata.finding(
            at: operation.location(),
            summary: "Anybody gets a list of \(listed.listed) objects with their \"\(listed.property)\".",
            evidenceClass: "credentials-listing",
            proof: Proof(
                steps: [step],
                assertions: [
                    .status(step: step.label, isIn: [exchange.response.status]),
                    .propertyDisclosed(step: step.label, property: listed.property),
                ]
            )
        )
    }
}
