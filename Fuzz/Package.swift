// swift-tools-version: 6.2
//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import PackageDescription

// Built by Scripts/fuzz, which adds the sanitizers and `-enable-testing`: the targets look at what is internal.

/// An executable that libFuzzer drives through its `LLVMFuzzerTestOneInput`.
func fuzzTarget(_ name: String) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["CFuzzDriver", "FuzzSupport", .product(name: "VentiKit", package: "VentiKit")],
        swiftSettings: [.unsafeFlags(["-parse-as-library"])]
    )
}

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "VentiKit", path: "..")],
    targets: [
        .target(name: "CFuzzDriver"),
        .target(name: "FuzzSupport"),
        fuzzTarget("FuzzResponseParser"),
        fuzzTarget("FuzzContentDecoder"),
        fuzzTarget("FuzzOpenAPIReader"),
        fuzzTarget("FuzzSignatures"),
    ]
)
