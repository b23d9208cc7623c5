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
    }
}
