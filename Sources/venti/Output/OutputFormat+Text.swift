import VentiKit

extension OutputFormat {
    /// The report in this format.
    func text(for report: ScanReport, on terminal: Terminal) throws -> String {
        throw CommandError(.internalError, "not yet")
    }
}
