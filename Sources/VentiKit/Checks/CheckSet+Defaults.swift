extension CheckSet {
    /// The checks that come with VentiKit.
    public static var `default`: CheckSet { CheckSet([]) }
}
