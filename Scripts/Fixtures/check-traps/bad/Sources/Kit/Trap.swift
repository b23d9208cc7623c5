final class Shared: @unchecked Sendable {}

nonisolated(unsafe) var counter = 0

func run(_ value: Any) {
    let text = value as! String
    let number = try! parse(text)
    if number > 1 { fatalError("no") }
    if number > 2 { preconditionFailure() }
    Task { await work() }
    Task(priority: .high) { await work() }
    Task<Void, Never> { await work() }
    Task.detached { await work() }
}
