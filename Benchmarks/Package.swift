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
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.99.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    ],
    targets: [
        .target(name: "CAllocationCounter"),
        .target(name: "CAllocationCount"),
        .executableTarget(
            name: "AnalysisBenchmark",
            dependencies: ["CAllocationCount", .product(name: "VentiKit", package: "VentiKit")]
        ),
        .executableTarget(
            name: "ReportBenchmark",
            dependencies: [.product(name: "VentiKit", package: "VentiKit")]
        ),
        .executableTarget(
            name: "ReaderBenchmark",
            dependencies: [
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(
            name: "ProbeBenchmark",
            dependencies: [
                "CAllocationCounter",
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .executableTarget(
            name: "ScaleBenchmark",
            dependencies: [
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .executableTarget(
            name: "SecretBenchmark",
            dependencies: [
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .executableTarget(
            name: "HostileBenchmark",
            dependencies: [
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "HostileTarget", package: "VentiKit"),
            ]
        ),
    ]
)
