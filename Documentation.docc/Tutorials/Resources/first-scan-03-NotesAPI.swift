import Foundation
import HTTPTypes

/// Notes, each of which belongs to whoever wrote it.
actor NotesAPI {
    struct Note: Codable {
        var id = 0
        var owner = ""
        var text: String
    }

    private var notes: [Note] = []
    private let users = ["alice-token": "alice", "bob-token": "bob"]

    func respond(to request: HTTPRequest, body: [UInt8]) -> (HTTPResponse, [UInt8]) {
        let token = request.headerFields[.authorization]?.dropFirst("Bearer ".count)
        guard let token, let user = users[String(token)] else { return answer(.unauthorized) }
        let path = request.path ?? "/"

        if request.method == .post, path == "/notes" {
            struct NewNote: Decodable { var text: String }
            guard let new = try? JSONDecoder().decode(NewNote.self, from: Data(body)) else {
                return answer(.badRequest)
            }
            notes.append(Note(id: notes.count + 1, owner: user, text: new.text))
            return answer(.created, notes.last)
        }
        if request.method == .get, path.hasPrefix("/notes/") {
            let note = notes.first { "/notes/\($0.id)" == path }
            return note == nil ? answer(.notFound) : answer(.ok, note)
        }
        return answer(.notFound)
    }

    private func answer(_ status: HTTPResponse.Status, _ note: Note? = nil) -> (HTTPResponse, [UInt8]) {
        let body = note.flatMap { try? JSONEncoder().encode($0) } ?? Data("{}".utf8)
        return (HTTPResponse(status: status, headerFields: [.contentType: "application/json"]), Array(body))
    }
}
