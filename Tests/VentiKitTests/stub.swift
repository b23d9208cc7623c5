import Testing
import VentiKit

@Test func stub() { #expect(1 + 1 == 2) }
