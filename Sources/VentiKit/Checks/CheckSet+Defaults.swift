//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckSet {
    /// The checks that come with VentiKit.
    public static var `default`: CheckSet {
        CheckSet(
            passiveDefaults + activeDefaults + tokenChecks + authorizationChecks + functionAuthorizationChecks
                + propertyChecks
        )
    }

    private static var activeDefaults: [any Check] {
        [
            CORSReflectedOriginCheck(), DebugEndpointCheck(), InvalidTokenAcceptedCheck(), MissingAuthenticationCheck(),
            MissingRateLimitCheck(), SQLBooleanCheck(), SQLErrorCheck(), SQLTimeCheck(), ServerErrorCheck(),
            TokenAlgorithmNoneCheck(), TokenSignatureCheck(), TraceMethodCheck(), UserEnumerationCheck(),
            WeakTokenSecretCheck(),
        ]
    }

    private static var authorizationChecks: [any Check] {
        [
            AnonymousReadCheck(), ExistenceOracleCheck(), FailedCreationCheck(), ForeignDeletionCheck(),
            ForeignReadCheck(), ForeignReferenceCheck(), ForeignUpdateCheck(), IdentifierVariantCheck(),
            ListLeakCheck(), PredictableIdentifierCheck(), ResourceHierarchyCheck(), UseAfterDeletionCheck(),
        ]
    }

    private static var tokenChecks: [any Check] {
        [
            AlgorithmConfusionCheck(), BlankSecretCheck(), CleartextCredentialCheck(), CookieFlagsCheck(),
            EmbeddedKeyCheck(), KeyIDInjectionCheck(), NullSignatureCheck(), SchemeDowngradeCheck(), TokenClaimsCheck(),
            TokenHygieneCheck(), TokenInURLCheck(), UndeclaredProtectionCheck(),
        ]
    }
}
