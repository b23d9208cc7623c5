// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "FirstScan",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(path: "../VentiKit"),  // or the URL of its repository
        .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    ],
    targets: [
        .executableTarget(
            name: "FirstScan",
            dependencies: [
                .product(name: "VentiKit", package: "VentiKit"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        )
    ]
)
