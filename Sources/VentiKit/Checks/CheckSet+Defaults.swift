extension CheckSet {
    /// The checks that come with VentiKit.
    public static var `default`: CheckSet { CheckSet(passiveDefaults + activeDefaults) }

    private static var activeDefaults: [any Check] {
        [
            CORSReflectedOriginCheck(), DebugEndpointCheck(), InvalidTokenAcceptedCheck(), MissingAuthenticationCheck(),
            MissingRateLimitCheck(), SQLBooleanCheck(), SQLErrorCheck(), SQLTimeCheck(), ServerErrorCheck(),
            TokenAlgorithmNoneCheck(), TokenSignatureCheck(), TraceMethodCheck(), UserEnumerationCheck(),
            WeakTokenSecretCheck(),
        ]
    }
}
