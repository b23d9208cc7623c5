import ArgumentParser
import VentiKit

/// The severity at which a finding makes the scan fail.
enum FailOn: String, CaseIterable, Sendable, ExpressibleByArgument {
    case info, low, medium, high, critical, never

    /// The severity, or `nil` where no finding fails the scan.
    var severity: Severity? { Severity(rawValue: rawValue) }
}
