// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "lineage-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "lineage", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmark-engine",
      dependencies: [.product(name: "CitationGraph", package: "lineage")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
    .executableTarget(
      name: "benchmark-names",
      dependencies: [.product(name: "LineageInference", package: "lineage")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
    .executableTarget(
      name: "benchmark-openalex",
      dependencies: [
        .product(name: "CitationGraph", package: "lineage"), .product(name: "PaperFormats", package: "lineage"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
