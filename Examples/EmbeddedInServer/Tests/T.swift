import HummingbirdTesting
import Testing
import VentiKit
@Test func nothing() {}
