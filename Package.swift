// swift-tools-version: 6.2
//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import PackageDescription

/// Warnings become errors only where the project builds itself: unsafe flags would keep others from depending on it.
let isCI = Context.environment["VENTIKIT_CI"] != nil

let strictSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .strictMemorySafety(),
]

/// What is not needed by the library alone is fetched with this trait only.
let tools = TargetDependencyCondition.when(traits: ["Tools"])

let package = Package(
    name: "VentiKit",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "VentiKit", targets: ["VentiKit"]),
        .library(name: "VentiKitDocker", targets: ["VentiKitDocker"]),
        .library(name: "VentiKitKubernetes", targets: ["VentiKitKubernetes"]),
        .library(name: "VentiKitTesting", targets: ["VentiKitTesting"]),
        .library(name: "VentiKitZAP", targets: ["VentiKitZAP"]),
        .library(name: "HostileTarget", targets: ["HostileTarget"]),
        .executable(name: "venti", targets: ["venti"]),
    ],
    traits: [
        .default(enabledTraits: ["Tools"]),
        .trait(
            name: "Tools",
            description: "The command line, and the modules for Docker, Kubernetes and ZAP: more packages are fetched."
        ),
        .trait(
            name: "OpenAPIKit",
            description: "Makes an APIDescription from an OpenAPI.Document that the host already has."
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.99.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.36.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.40.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.7.0"),
        // VentiKitDocker speaks the Docker Engine API with it, over unix sockets too; VentiKitKubernetes that of a cluster,
        // and VentiKitZAP the API of ZAP.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
        // Fetched only when a dependent turns the trait of that name on.
        .package(url: "https://github.com/mattpolzin/OpenAPIKit", from: "6.0.0"),
    ],
    targets: [
        .target(
            name: "CVentiKitZlib",
            linkerSettings: [.linkedLibrary("z")]
        ),
        .target(
            name: "VentiKit",
            dependencies: [
                "CVentiKitZlib",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "OpenAPIKit", package: "OpenAPIKit", condition: .when(traits: ["OpenAPIKit"])),
                .product(name: "OpenAPIKit30", package: "OpenAPIKit", condition: .when(traits: ["OpenAPIKit"])),
            ],
            swiftSettings: strictSettings
        ),
        // Reads what container engines and clusters answer bit by bit.
        .target(
            name: "EngineHTTP",
            dependencies: [
                "VentiKit",
                .product(name: "AsyncHTTPClient", package: "async-http-client", condition: tools),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strictSettings
        ),
        .target(
            name: "VentiKitDocker",
            dependencies: [
                "VentiKit", "EngineHTTP",
                .product(name: "AsyncHTTPClient", package: "async-http-client", condition: tools),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strictSettings
        ),
        .target(
            name: "VentiKitKubernetes",
            dependencies: [
                "VentiKit", "EngineHTTP",
                .product(name: "AsyncHTTPClient", package: "async-http-client", condition: tools),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strictSettings
        ),
        .target(
            name: "VentiKitTesting",
            dependencies: ["VentiKit", .product(name: "HTTPTypes", package: "swift-http-types")],
            swiftSettings: strictSettings
        ),
        .target(
            name: "VentiKitZAP",
            dependencies: [
                "VentiKit",
                .product(name: "AsyncHTTPClient", package: "async-http-client", condition: tools),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strictSettings
        ),
        .target(
            name: "VulnerableAPIs",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strictSettings
        ),
        .target(
            name: "HostileTarget",
            dependencies: [
                "CVentiKitZlib",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strictSettings
        ),
        .executableTarget(
            name: "venti",
            dependencies: [
                "VentiKit",
                "VentiKitDocker",
                "VentiKitKubernetes",
                "VentiKitZAP",
                "VulnerableAPIs",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: tools),
            ],
            swiftSettings: strictSettings
        ),
        // Scans the demo services and compares what was found with what is known; Scripts/figures ground-truth runs it.
        .executableTarget(
            name: "GroundTruthScore",
            dependencies: ["VentiKit", "VulnerableAPIs"],
            swiftSettings: strictSettings
        ),
        // What the figures of containers and Jobs share.
        .target(
            name: "ExecutorFigures",
            dependencies: ["VentiKit", "VulnerableAPIs"],
            swiftSettings: strictSettings
        ),
        // Measures scans in containers; Scripts/figures docker runs it.
        .executableTarget(
            name: "DockerFigures",
            dependencies: ["ExecutorFigures", "VentiKit", "VentiKitDocker", "VulnerableAPIs"],
            swiftSettings: strictSettings
        ),
        // Measures scans as Jobs; Scripts/figures kubernetes runs it.
        .executableTarget(
            name: "KubernetesFigures",
            dependencies: ["ExecutorFigures", "VentiKit", "VentiKitDocker", "VentiKitKubernetes"],
            swiftSettings: strictSettings
        ),
        // Reads real reports of ZAP's; Scripts/figures zap runs it.
        .executableTarget(
            name: "ZAPFigures",
            dependencies: ["VentiKit", "VentiKitZAP"],
            swiftSettings: strictSettings
        ),
        .testTarget(
            name: "VentiKitTests",
            dependencies: [
                "VentiKit", "VentiKitTesting", "VulnerableAPIs", "HostileTarget",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            exclude: ["Fixtures"],
            swiftSettings: strictSettings
        ),
        // What scanners in containers and Jobs print, and how it is looked at.
        .target(
            name: "ScannerSamples",
            dependencies: ["VentiKit"],
            path: "Tests/ScannerSamples",
            swiftSettings: strictSettings
        ),
        // Against a real Docker engine: see DockerEngineUnderTest.
        .testTarget(
            name: "VentiKitDockerTests",
            dependencies: [
                "VentiKitDocker", "EngineHTTP", "ScannerSamples", "VentiKit", "VentiKitTesting", "VulnerableAPIs",
                "venti",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strictSettings
        ),
        // Against a real cluster, where there is one: see ClusterUnderTest.
        .testTarget(
            name: "VentiKitKubernetesTests",
            dependencies: [
                "VentiKitKubernetes", "EngineHTTP", "ScannerSamples", "VentiKit", "VentiKitTesting", "VulnerableAPIs",
                "venti",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strictSettings
        ),
        .testTarget(
            name: "VentiKitTestingTests",
            dependencies: [
                "VentiKit", "VentiKitTesting", "VulnerableAPIs",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: strictSettings
        ),
        .testTarget(
            name: "VentiKitZAPTests",
            dependencies: [
                "VentiKitZAP", "VentiKit", "VentiKitDocker", "VulnerableAPIs", "HostileTarget",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            exclude: ["Support/zap-stand-in.sh"],
            swiftSettings: strictSettings
        ),
        .testTarget(
            name: "VentiTests",
            dependencies: ["venti", "VentiKit", "VulnerableAPIs"],
            swiftSettings: strictSettings
        ),
    ]
)

// Only for who wants `swift package generate-documentation`: Scripts/docs needs no plugin, and dependents would fetch it.
if Context.environment["VENTIKIT_DOCC_PLUGIN"] != nil {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}

if isCI {
    for target in package.targets where target.type != .system && !target.name.hasPrefix("CVentiKit") {
        target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    }
}
