struct Upward {
    var report: Summary
    var count: Int
}
