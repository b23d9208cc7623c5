//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import VulnerableAPIs

struct DocumentTests {
    private static let apis =
        Catalogue.all.flatMap { [$0.flawed, $0.fixed] } + [.unrelated]
        + ParcelService.Build.allCases.map { ParcelService($0).api }

    @Test(arguments: apis)
    func everyDocumentIsReadWithoutADiagnostic(_ api: VulnerableAPI) throws {
        let description = try OpenAPIReader().read(bytes: Array(api.document.utf8), name: "\(api.name).yaml")
        #expect(description.diagnostics.map(\.message) == [])
        #expect(!description.operations.isEmpty)
    }

    @Test func theGroundTruthNamesOperationsOfTheDemo() throws {
        let api = ParcelService(.vulnerable).api
        let description = try OpenAPIReader().read(bytes: Array(api.document.utf8), name: "demo.yaml")
        let names = Set(description.operations.map { "\($0.method) \($0.path)" })
        #expect(names.count == 17)
        for truth in ParcelService.groundTruth where truth.operation != "*" { #expect(names.contains(truth.operation)) }
    }

    @Test func bothBuildsOfTheDemoHaveTheSameOperations() throws {
        let names = try ParcelService.Build.allCases.map { build in
            let bytes = Array(ParcelService(build).document.utf8)
            return Set(
                try OpenAPIReader().read(bytes: bytes, name: "demo.yaml").operations.map { "\($0.method) \($0.path)" }
            )
        }
        #expect(names[0].subtracting(names[1]) == ["GET /debug/state"])
        #expect(names[1].isSubset(of: names[0]))
    }
}
