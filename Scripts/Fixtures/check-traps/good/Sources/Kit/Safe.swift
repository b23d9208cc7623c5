// Immutable after its initialiser, so it may be shared.
final class Shared: @unchecked Sendable {}

func run() async throws {
    // Not a Task { }, a try! or a fatalError().
    print("Task { try! fatalError() as! x }")
    try await Task.sleep(for: .seconds(1))
    await withTaskGroup(of: Void.self) { group in group.addTask { await work() } }
}
