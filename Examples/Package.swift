// swift-tools-version: 6.2
//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import PackageDescription

// One package for all examples, so that their dependencies are built once. In a project of your own, depend on
// https://github.com/… instead of the path.
let package = Package(
    name: "Examples",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "VentiKit", path: ".."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    ],
    targets: [
        .executableTarget(
            name: "HummingbirdAPI",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            path: "HummingbirdAPI/Sources"
        ),
        .testTarget(
            name: "HummingbirdAPITests",
            dependencies: [
                "HummingbirdAPI",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "VentiKitTesting", package: "VentiKit"),
            ],
            path: "HummingbirdAPI/Tests"
        ),
        .executableTarget(
            name: "EmbeddedInServer",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "VentiKit", package: "VentiKit"),
            ],
            path: "EmbeddedInServer/Sources"
        ),
        .testTarget(
            name: "EmbeddedInServerTests",
            dependencies: [
                "EmbeddedInServer",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "VentiKit", package: "VentiKit"),
            ],
            path: "EmbeddedInServer/Tests"
        ),
    ]
)
