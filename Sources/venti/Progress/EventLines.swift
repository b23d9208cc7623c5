import VentiKit

/// Every event as one line of JSON, in the format that other scanners speak too.
struct EventLines: ProgressReporter {
    let write: @Sendable (String) -> Void

    func receive(_ event: ScanEvent) async {
        // Only a number that is not finite cannot be written, and no event of the native scanner holds one.
        if let line = try? event.ndjsonLine() { write(line) }
    }

    func finish() async {}
}
