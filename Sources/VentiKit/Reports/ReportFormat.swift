/// A way to write a report down.
public protocol ReportFormat: Sendable {
    /// The usual ending of a file's name, without the dot.
    var fileExtension: String { get }

    /// The report as text in this format.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if the report cannot be written so.
    func text(for report: ScanReport) throws -> String
}
