import Foundation
import VentiKit

/// Reads what `venti checks --format json` writes.
enum CheckList {
    static func read(_ text: String) throws -> [CheckMetadata] {
        try JSONDecoder().decode([CheckMetadata].self, from: Data(text.utf8))
    }
}
