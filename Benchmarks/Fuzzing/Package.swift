// swift-tools-version: 6.2
import PackageDescription

// Built by `make fuzz`, which has the library instrumented as well and links libFuzzer.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "lineage-fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "lineage", path: "../..")],
  targets: [
    .target(name: "CLibFuzzer"),
    .executableTarget(
      name: "fuzz-reading-list",
      dependencies: [
        "CLibFuzzer",
        .product(name: "PaperFormats", package: "lineage"), .product(name: "PaperLineage", package: "lineage"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-mentions",
      dependencies: [
        "CLibFuzzer",
        .product(name: "LineageInference", package: "lineage"), .product(name: "PaperFormats", package: "lineage"),
        .product(name: "PaperLineage", package: "lineage"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-edge-list",
      dependencies: ["CLibFuzzer", .product(name: "CitationGraph", package: "lineage")],
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-graph-file",
      dependencies: [
        "CLibFuzzer",
        .product(name: "CitationGraph", package: "lineage"), .product(name: "PaperLineage", package: "lineage"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-readers",
      dependencies: [
        "CLibFuzzer",
        .product(name: "PaperFormats", package: "lineage"), .product(name: "PaperLineage", package: "lineage"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
