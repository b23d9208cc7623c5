import Testing
import VentiKit

/// The transport against a server on loopback that behaves.
@Suite(.timeLimit(.minutes(1)))
struct NetworkTransportTests {
    @Test func givesBackWhatTheServerAnswers() async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 201 Created\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 5\r\n\r\nhello")]
        } _: { _, transport in
            let response = try await transport.send(.get("/a"))
            #expect(response.status == 201)
            #expect(response.headers.values(of: "x-a") == ["1", "2"])
            #expect(response.bodyText == "hello")
            #expect(!response.bodyIsTruncated)
            #expect(response.httpVersion == "HTTP/1.1")
            #expect(response.duration >= response.timeToFirstByte)
        }
    }
}
