import VentiKit

/// What a person wants to know of an operation.
enum OperationExplanation {
    static func text(
        for name: OperationName,
        _ document: DocumentSource,
        _ surroundings: Surroundings
    ) async throws -> String {
        throw CommandError(.internalError, "not yet")
    }
}
