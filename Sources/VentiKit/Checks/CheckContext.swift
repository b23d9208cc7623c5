/// stub
public struct CheckContext: Sendable {}
