import Synchronization

/// A number that tasks share.
final class Counter: Sendable {
    private let storage = Mutex(0)

    var value: Int { storage.withLock { $0 } }

    func increment() { storage.withLock { $0 += 1 } }
}
