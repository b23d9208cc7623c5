/// Finds operations that fail on an ordinary request.
public struct FailingOperationCheck: PassiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.conf.failing-operation",
        title: "The server fails on an ordinary request",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(755)],
        remediation: "Find the error in the server's log, handle it, and answer 4xx where the request is at fault.",
        explanation: """
            Looks at requests that were built to be accepted and carry no attack. The answers 501, 502, 503 and 504 do \
            not count: they speak of gateways, of load, or of what is not there yet.
            """
    )

    public init() {}

    public func inspect(_ exchange: HTTPExchange) -> [Finding] {
        let status = exchange.response.status
        guard exchange.isOrdinary, let operation = exchange.operation else { return [] }
        guard (500..<600).contains(status), !(501...504).contains(status) else { return [] }
        let step = ProofStep(label: CheckMetadata.answerLabel, exchange: exchange)
        return [
            metadata.finding(
                at: operation.location(),
                summary: "An ordinary request to \(operation.id) is answered \(status).",
                evidenceClass: "status-\(status)",
                proof: Proof(steps: [step], assertions: [.status(step: step.label, isIn: [status])])
            )
        ]
    }
}
