/// A value that must not be seen: a token, a password, a key.
///
/// A secret cannot be printed, dumped or encoded by accident: its description and its mirror say `<redacted>`, and it
/// is not `Codable`. Take its value with ``withExposedValue(_:)``, so that every place that does is easy to find.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    public init(_ value: String) { self.value = value }

    public var description: String { "<redacted>" }
    public var debugDescription: String { "<redacted>" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether the secret is the empty text.
    public var isEmpty: Bool { value.isEmpty }

    /// Gives the value to the closure.
    public func withExposedValue<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(value) }
}
