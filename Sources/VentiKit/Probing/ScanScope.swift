/// stub
public struct ScanScope: Sendable, Hashable, Codable {}
