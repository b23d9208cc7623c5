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
        }
        print("reached \(report.coverage.reachedCount) of \(report.coverage.operations.count)")
    }
}
