extension CheckSet {
    /// The checks that look at the document and at exchanges made for another reason.
    static var passiveDefaults: [any Check] { [] }
}
