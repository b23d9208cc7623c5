public struct Summary {}
