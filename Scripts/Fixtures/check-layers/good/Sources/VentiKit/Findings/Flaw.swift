public import HTTPTypes
internal import Crypto

/// Becomes part of a ``Summary``.
public struct Flaw {
    // A Summary in a comment is no use of it.
    var text = "Summary"
    var other = """
        Summary
        """

    enum Kind { case one }
    var kind: Kind
}
