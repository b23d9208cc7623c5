/// VentiKit's own scanner.
public struct NativeScanner: APIScanner {
    /// How a scanner works, whatever it scans.
    public struct Configuration: Sendable {
        /// The checks to choose from. Defaults to ``CheckSet/default``.
        public var checks: CheckSet = .default
        /// How probes reach the API; `nil` for the network. Give an ``InProcessTransport`` to scan a handler in this process.
        public var transport: (any ProbeTransport)?

        public init() {}
    }

    private let configuration: Configuration

    public init(_ configuration: Configuration = Configuration()) { self.configuration = configuration }

    public var descriptor: ScannerDescriptor {
        ScannerDescriptor(id: "native", title: "VentiKit", version: ScanReport.Tool.current.version)
    }

    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {}
}
