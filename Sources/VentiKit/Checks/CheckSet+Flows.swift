//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckSet {
    /// The checks of business flows.
    static var flowChecks: [any Check] {
        [ClientPriceCheck(), IgnoredCaptchaCheck(), NegativeAmountCheck(), RaceCheck(), ReplayOnceCheck()]
    }

    /// The checks of sessions and of guessing.
    static var sessionChecks: [any Check] {
        [
            CodeGuessingCheck(), DefaultCredentialsCheck(), IneffectiveLogoutCheck(), MissingLockoutCheck(),
            PasswordChangeCheck(), PredictableTokenCheck(), RateLimitBypassCheck(),
            SessionFixationCheck(),
        ]
    }
}
