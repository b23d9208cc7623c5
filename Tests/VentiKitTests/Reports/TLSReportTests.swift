//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// What reports say of TLS.
struct TLSReportTests {
    private var report: ScanReport {
        get throws {
            var report = Sample.cleanReport
            report.tls = TLSFacts(
                version: "TLSv1.3",
                applicationProtocol: "h2",
                verification: .unchecked,
                certificates: [CertificateFacts(der: try CertificateFactsTests.der(TestCertificate.certificate))]
            )
            return report
        }
    }

    @Test func theJSONReportHasTheFacts() throws {
        let text = try JSONReport().text(for: report)
        let schema = JSONSchema(root: try .parse(PackageFiles.text(WireSchemaTests.reportSchema)))
        #expect(schema.problems(in: try .parse(text)) == [])
        #expect(text.contains(#""commonName" : "localhost""#))
        #expect(try JSONCoding.decode(ScanReport.self, from: Array(text.utf8), subject: "The report") == report)
        let plain = try JSONReport().text(for: Sample.cleanReport)
        #expect(!plain.contains("\"tls\""))
    }

    @Test(arguments: [("tls.verification", TestJSON.string("maybe")), ("tls.certificates.0.issuer", nil)])
    func wrongFactsDoNotFitTheSchema(path: String, value: TestJSON?) throws {
        let schema = JSONSchema(root: try .parse(PackageFiles.text(WireSchemaTests.reportSchema)))
        let wrong = try TestJSON.parse(JSONReport().text(for: report)).replacing(path, with: value)
        #expect(schema.problems(in: wrong) != [])
    }

    @Test func theTextReportHasThemInOneLine() throws {
        let text = TextReport(width: 160).text(for: try report)
        #expect(
            text.contains(
                "  TLS       TLSv1.3 with h2; certificate for localhost, issued by itself, valid until "
                    + "2120-01-01T00:00:00Z; not checked\n"
            )
        )
        #expect(!TextReport().text(for: Sample.cleanReport).contains("  TLS "))
    }

    @Test func theTextReportSaysThatACertificateWasRefused() {
        #expect(TLSFacts(verification: .refused).summary == "not accepted")
    }
}
