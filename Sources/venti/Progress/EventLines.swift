import VentiKit

/// Every event as one line of JSON.
struct EventLines: ProgressReporter {
    let write: @Sendable (String) -> Void

    func receive(_ event: ScanEvent) async {
        write("{}\n")
    }

    func finish() async {}
}
