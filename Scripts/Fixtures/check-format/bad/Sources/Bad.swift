func first(_ values: [Int]) -> Int {
  return values.first!
}
