// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "lineage",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "lineage", targets: ["lineage"]),
    .library(name: "CitationGraph", targets: ["CitationGraph"]),
    .library(name: "PaperLineage", targets: ["PaperLineage"]),
    .library(name: "PaperFormats", targets: ["PaperFormats"]),
    .library(name: "LineageInference", targets: ["LineageInference"]),
    .library(name: "LineageRendering", targets: ["LineageRendering"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The structure: rows, two CSR halves, algorithms. Imports nothing of ours and knows no papers.
    .target(name: "CitationGraph", swiftSettings: strict),

    // The model: papers, dates, relations, corpus, timeline, ancestry. Reads no files and prints nothing.
    .target(name: "PaperLineage", dependencies: ["CitationGraph"], swiftSettings: strict),

    // A folder per format. The bundled corpus is compiled in from Data/ by the plugin.
    .target(
      name: "PaperFormats",
      dependencies: ["CitationGraph", "PaperLineage", "CZlib", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict,
      plugins: ["EmbedTexts"]),

    // The C door of decompression: a module map and a macro.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // Relations found in titles and texts: names, mentions, cues, versions.
    .target(name: "LineageInference", dependencies: ["PaperLineage"], swiftSettings: strict),

    // The C door: a module map and a shim, no logic.
    .systemLibrary(
      name: "CGraphviz",
      pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),

    // Pictures, text, tables, JSON, and a page. The page's parts are compiled in by the plugin.
    .target(
      name: "LineageRendering", dependencies: ["CitationGraph", "PaperLineage", "CGraphviz"], exclude: ["Page/Web"],
      swiftSettings: strict, plugins: ["EmbedTexts"]),

    // Commands parse, actions do.
    .target(
      name: "LineageCommands",
      dependencies: [
        "CitationGraph", "PaperLineage", "PaperFormats", "LineageInference", "LineageRendering",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(name: "lineage", dependencies: ["LineageCommands"], swiftSettings: strict),

    // Build time only: turns files into a Swift source.
    .executableTarget(name: "TextEmbedder", swiftSettings: strict),
    .plugin(name: "EmbedTexts", capability: .buildTool(), dependencies: ["TextEmbedder"]),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "CitationGraphTests", dependencies: ["CitationGraph", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "PaperLineageTests", dependencies: ["PaperLineage", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PaperFormatsTests",
      dependencies: ["PaperFormats", "PaperLineage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LineageInferenceTests",
      dependencies: ["LineageInference", "PaperFormats", "PaperLineage", "TestSupport"],
      exclude: ["Annotated"],
      swiftSettings: strict),
    .testTarget(
      name: "LineageRenderingTests",
      dependencies: ["CitationGraph", "LineageRendering", "PaperFormats", "PaperLineage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LineageCommandsTests",
      dependencies: ["LineageCommands", "lineage", "LineageRendering", "PaperFormats", "PaperLineage"],
      exclude: ["Golden"],
      swiftSettings: strict),
    // Pictures and the page in a real browser, where one is installed.
    .testTarget(
      name: "PageTests",
      dependencies: ["CitationGraph", "LineageRendering", "PaperFormats", "PaperLineage", "TestSupport"],
      exclude: ["axe.txt"],
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
