// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "VentiKit", path: ".."),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        .executableTarget(
            name: "ReaderBenchmark",
            dependencies: [
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "Yams", package: "Yams"),
            ]
        )
    ]
)
