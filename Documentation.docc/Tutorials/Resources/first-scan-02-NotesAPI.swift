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
}
