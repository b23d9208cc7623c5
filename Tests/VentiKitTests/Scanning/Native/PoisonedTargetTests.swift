import Testing

@testable import VentiKit

struct PoisonedTargetTests {
    private static let operations = [APIOperation("GET /books"), APIOperation("GET /notes"), APIOperation("GET /zoo")]

    /// An API whose books are lost at a request to `/notes`, and which shows the flaw only from then on.
    private func api(losing count: Int) -> TinyAPI {
        TinyAPI(Self.operations) { request in
            switch request.path {
            case "/books":
                return request.number < count ? .json(#"[{"title":"The Tide"}]"#) : .json(#"{"error":"gone"}"#, 500)
            default:
                return .json(request.number < count ? #"{"note":"well"}"# : #"{"note":"flaw"}"#)
            }
        }
    }

    @Test func findingsOfThePoisonedWindowAreTakenBackAndTheReportSaysSo() async throws {
        let report = try await api(losing: 30).scan(checks: CheckSet([WordCheck(idleRequests: 70)])) { $0.concurrency = 1 }
        #expect(report.outcome == .completed)
        #expect(report.findings.isEmpty)
        let warnings = report.diagnostics.map(\.message)
        #expect(warnings.count == 1)
        #expect(warnings.first?.hasPrefix("GET /books no longer answers as it did") ?? false)
        #expect(warnings.first?.hasSuffix("Restore the target and scan again.") ?? false)
    }

    @Test func poisonAtTheEndOfAScanIsNoticedToo() async throws {
        let report = try await api(losing: 9).scan(checks: CheckSet([WordCheck()])) { $0.concurrency = 1 }
        #expect(report.diagnostics.contains { $0.message.hasPrefix("GET /books no longer answers as it did") })
        #expect(report.findings.isEmpty)
    }

    @Test func theLastMutationIsNamed() async throws {
        let operations = [APIOperation("GET /books"), APIOperation("POST /orders")]
        let api = TinyAPI(operations) { request in
            if request.path == "/orders" { return .json(#"{"note":"flaw"}"#, 201) }
            return request.number < 20 ? .json(#"[{"title":"The Tide"}]"#) : .json(#"{"error":"gone"}"#, 500)
        }
        let report = try await api.scan(checks: CheckSet([WordCheck(idleRequests: 70)])) {
            $0.profile = .active
            $0.concurrency = 1
        }
        #expect(report.findings.isEmpty)
        let warnings = report.diagnostics.map(\.message)
        #expect(warnings.contains { $0.contains("since POST /orders was called") }, "\(warnings)")
    }

    @Test func aHealthyTargetKeepsItsFindings() async throws {
        let report = try await api(losing: .max).scan(checks: CheckSet([WordCheck(word: "well", idleRequests: 70)]))
        #expect(report.findings.count == 2)
        #expect(report.diagnostics.isEmpty)
    }
}
