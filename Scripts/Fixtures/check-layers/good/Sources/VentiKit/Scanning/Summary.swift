public struct Summary {
    var flaws: [Flaw]
}

public struct Kind {}

private struct Hidden {}
