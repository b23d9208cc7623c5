//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckSet {
    /// The checks that look at the document, and at exchanges that were made for another reason.
    static var passiveDefaults: [any Check] { documentChecks + headerChecks + exposureChecks }

    private static var documentChecks: [any Check] {
        [
            MissingResponsesLint(), MissingSecurityLint(), PasswordInURLLint(), PlaintextServerLint(),
            SecretExampleLint(),
            UnboundedInputLint(),
        ]
    }

    private static var headerChecks: [any Check] {
        [
            ContentSniffingCheck(), FramingCheck(), ReferrerPolicyCheck(), ResponseCachingCheck(),
            StrictTransportCheck(),
            VersionHeaderCheck(), WildcardOriginCheck(),
        ]
    }

    private static var exposureChecks: [any Check] {
        [DisclosedSecretCheck(), StackTraceCheck()]
    }
}
