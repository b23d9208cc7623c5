// swift-tools-version: 6.2
//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "VentiKit", path: ".."),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        .target(name: "CAllocationCount"),
        .executableTarget(
            name: "AnalysisBenchmark",
            dependencies: ["CAllocationCount", .product(name: "VentiKit", package: "VentiKit")]
        ),
        .executableTarget(
            name: "ReaderBenchmark",
            dependencies: [
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
    ]
)
