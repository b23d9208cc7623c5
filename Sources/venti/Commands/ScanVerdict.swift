import VentiKit

/// What a report means for the exit code, and the words for it.
struct ScanVerdict: Hashable {
    var status: ExitStatus
    /// Whether the gate held, in one line.
    var gateLine: String
    /// Why the scan says too little, in one line; `nil` where it says enough.
    var problem: String?

    init(_ report: ScanReport, failOn: Severity?, minimumCoverage: Double?, interruption: Interruption? = nil) {
        problem = Self.problem(report, minimumCoverage: minimumCoverage)
        let over = report.findings.filter { finding in failOn.map { finding.severity >= $0 } ?? false }
        if let interruption {
            status = interruption.status
        } else if !over.isEmpty {
            status = .gateFailed
        } else if problem != nil {
            status = .incomplete
        } else {
            status = .success
        }
        let result: String
        switch (failOn, over.isEmpty) {
        case (nil, _): result = "none: findings do not fail this scan (fail_on: never)"
        case (let severity?, true): result = "passed: no finding at or above \(severity.rawValue)"
        case (let severity?, false):
            result = "FAILED: \(ProgressText.count(over.count, "finding")) at or above \(severity.rawValue)"
        }
        gateLine = "\(interruption == nil ? result : "interrupted; \(result) so far")  exit \(status.rawValue)"
    }

    /// A scan that reached nothing, lost an identity or broke off must not look like a clean one.
    private static func problem(_ report: ScanReport, minimumCoverage: Double?) -> String? {
        let coverage = report.coverage
        if report.outcome == .failed {
            return report.outcomeDetail ?? "the scan could not go on; look at its diagnostics"
        }
        if let identity = report.identities.first(where: { !$0.works }) {
            return "identity \(identity.name): \(identity.detail)"
        }
        guard report.outcome != .cancelled else { return nil }
        let attempted = coverage.operations.filter { $0.skippedBecause == nil }
        if !attempted.isEmpty, coverage.reachedCount == 0 {
            return "no operation answered with 2xx at \(report.target); check the base path, and give --identity "
                + "if the API needs a login"
        }
        if let minimumCoverage, coverage.fraction < minimumCoverage {
            let reached = Int((coverage.fraction * 100).rounded(.down))
            return "coverage \(reached) % (\(coverage.reachedCount) of \(coverage.operations.count) operations) is below "
                + "--min-coverage \(ProgressText.short(minimumCoverage * 100))"
        }
        return nil
    }
}
