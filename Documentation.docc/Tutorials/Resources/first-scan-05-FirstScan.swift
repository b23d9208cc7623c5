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
    }
}
