import VentiKit

@main
struct FirstScan {
    static func main() async throws {
        let api = NotesAPI()
        var configuration = NativeScanner.Configuration()
        configuration.transport = InProcessTransport(
            target: try TargetURL("http://localhost")
        ) { request, body in
            await api.respond(to: request, body: body)
        }

        var request = ScanRequest(document: .file("openapi.yaml"), target: "http://localhost")
        request.identities = [
            Identity("alice", bearer: "alice-token"),
            Identity("bob", bearer: "bob-token"),
        ]
        request.policy.profile = .active
        request.policy.requestsPerSecond = nil

        let report = try await NativeScanner(configuration).scan(request)
        for finding in report.findings where finding.severity >= .medium {
            print(finding.severity, finding.confidence, finding.location.operationName)
            print("  \(finding.title): \(finding.summary)")
            for step in finding.proof?.steps ?? [] {
                let status = step.response.map { String($0.status) } ?? "-"
                let sender = step.identity ?? "nobody"
                print("    \(step.label): \(sender) \(step.request.method) \(step.request.target) \(status)")
            }
            for assertion in finding.proof?.assertions ?? [] { print("    holds: \(assertion)") }
        }
        print("reached \(report.coverage.reachedCount) of \(report.coverage.operations.count)")
    }
}
