//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanReport {
    /// What is known of a finding of this report: `nil` where the report was compared with nothing that says.
    ///
    /// Without a baseline, a finding that nobody has accepted has no status, as there is nothing to be new against.
    ///
    /// - Parameter finding: The finding.
    public func status(of finding: Finding) -> FindingTriage.Status? {
        // A fingerprint takes time to compute.
        triage == nil ? nil : status(of: finding.fingerprint)
    }

    /// What is known of the finding with a fingerprint, as of the finding itself.
    ///
    /// - Parameter fingerprint: The finding's fingerprint, for callers that have it at hand: it takes time to compute.
    public func status(of fingerprint: Fingerprint) -> FindingTriage.Status? {
        guard let triage, let status = triage.entry(of: fingerprint)?.status else { return nil }
        return status == .new && triage.baseline == nil ? nil : status
    }
}
