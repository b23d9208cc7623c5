//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What of an image of ZAP's is run.
public enum ZAPProgram: String, Sendable, Hashable, CaseIterable {
    /// `zap.sh` with a plan of the Automation Framework, made from the request.
    case plan
    /// `zap-api-scan.py` with a document that has only the operations which the policy allows, and its own rules.
    case apiScan = "zap-api-scan"
    /// `zap-baseline.py`: ZAP's spider and its passive rules; nothing is attacked.
    case baseline = "zap-baseline"

    /// What an exit code says, by itself.
    enum Ending: Equatable {
        /// It came to its end.
        case finished
        /// It came to its end, and something went wrong on the way.
        case finishedWithWarnings
        /// It could not do its work.
        case failed
    }

    /// - Parameter code: The program's exit code; `nil` where nobody knows it.
    func ending(_ code: Int?) -> Ending {
        switch (self, code) {
        case (_, 0): .finished
        case (.plan, 2): .finishedWithWarnings
        // Rules that found something: 1 where one of them is to fail, 2 where they are to warn. 3 is everything else.
        case (.apiScan, 1), (.apiScan, 2), (.baseline, 1), (.baseline, 2): .finished
        default: .failed
        }
    }
}
