import ArgumentParser
import VentiKit

/// `venti demo`: scans an API that is part of VentiKit.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Scan a deliberately vulnerable API that comes with VentiKit.",
        discussion: "  venti demo\n  venti demo --secure"
    )

    func run() async throws {}
}
