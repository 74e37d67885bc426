import Testing

/// Which way the doors of the house open.
struct ArchitectureTests {
  /// Each target below Sources with all that its files may import. A new target states its rule here.
  private static let rules: [String: ImportRule] = [
    "CitationGraph": ImportRule(["Dispatch", "Glibc", "Musl", "Darwin", "Synchronization"]),
    "PaperLineage": ImportRule(["CitationGraph", "Foundation"]),
    "PaperFormats": ImportRule(
      ["CitationGraph", "PaperLineage", "CZlib", "Yams", "Foundation", "FoundationXML"],
      onlyIn: ["CZlib": "Compression", "FoundationXML": "XML"]),
    "LineageInference": ImportRule(["PaperLineage", "Foundation"]),
    "LineageRendering": ImportRule(
      ["PaperLineage", "CitationGraph", "CGraphviz", "Foundation", "FoundationXML", "Synchronization"],
      onlyIn: ["CGraphviz": "Graphviz"]),
    "CGraphviz": ImportRule([]),
    "CZlib": ImportRule([]),
    "LineageCommands": ImportRule([
      "CitationGraph", "PaperLineage", "PaperFormats", "LineageInference", "LineageRendering",
      "ArgumentParser", "Foundation", "Synchronization",
    ]),
    "lineage": ImportRule(["LineageCommands", "Foundation"]),
    "TextEmbedder": ImportRule(["Foundation"]),
  ]

  @Test func everyTargetStatesItsRule() throws {
    #expect(try Package.names(in: "Sources") == Self.rules.keys.sorted())
  }

  @Test(arguments: rules.keys.sorted())
  func filesImportWhatTheirTargetMay(target: String) throws {
    let rule = try #require(Self.rules[target])
    let sources = try Package.sources(of: target)
    #expect(sources.isEmpty == ["CGraphviz", "CZlib"].contains(target))
    #expect(sources.flatMap { $0.findings(under: rule) } == [])
  }

  @Test func theManifestKeepsToTheSameRules() throws {
    let manifest = Manifest(try Package.text(of: "Package.swift"))
    // What tests share is no part of the product.
    let targets = manifest.dependencies.filter { $0.key != "TestSupport" }
    #expect(targets.keys.sorted() == Self.rules.keys.sorted())
    for (target, dependencies) in targets {
      let ours = dependencies.intersection(Self.rules.keys)
      #expect(ours.subtracting(Self.rules[target]?.allowed ?? []) == [], "\(target) depends on too much")
    }
  }

  @Test(arguments: ["CitationGraph", "PaperLineage"])
  func theModelTouchesNoFileAndPrintsNothing(target: String) throws {
    let words = ["FileManager", "FileHandle", "print("]
    #expect(try Package.sources(of: target).flatMap { $0.mentions(of: words) } == [])
  }

  /// Such names are one name on many file systems.
  @Test(arguments: ["Sources", "Tests"])
  func noTwoPathsDifferByCaseOnly(folder: String) throws {
    let paths = try Package.paths(under: folder)
    let groups = Dictionary(grouping: paths) { $0.lowercased() }.values.filter { $0.count > 1 }
    #expect(groups.isEmpty, "\(groups)")
  }
}

/// The rules can be broken, and it is seen.
struct ImportRuleTests {
  private let rule = ImportRule(["Foundation", "Yams"], onlyIn: ["Yams": "Reader"])

  @Test(arguments: [
    ("import UIKit", "UIKit"), ("  import UIKit  // why", "UIKit"), ("public import UIKit", "UIKit"),
    ("@preconcurrency import UIKit", "UIKit"), ("@_spi(Inner) public import UIKit", "UIKit"),
    ("fileprivate import UIKit.UIView", "UIKit"), ("import struct UIKit.UIView", "UIKit"),
    ("@testable private import class UIKit.UIView", "UIKit"), ("import func Glibc.exit", "Glibc"),
    ("import `UIKit`", "UIKit"), ("import Foundation; import UIKit", "UIKit"), ("/* so */ import UIKit", "UIKit"),
    ("import structure", "structure"), ("\timport\tUIKit", "UIKit"),
  ])
  func everyFormOfAForbiddenImportIsFound(line: String, module: String) {
    let source = SourceText(path: "Sources/T/F.swift", text: "import Foundation\n\n\(line)\nlet a = 1\n")
    #expect(source.findings(under: rule).map(\.description) == ["Sources/T/F.swift:3: may not import \(module)"])
  }

  @Test(arguments: [
    "// import UIKit", "/* import UIKit */", "/*\nimport UIKit\n*/", "let a = \"\"\"\nimport UIKit\n\"\"\"",
    "importUIKit()", "let text = \"import UIKit\"", "important UIKit", "import Foundation",
    "public import struct Foundation.URL",
  ])
  func whatIsNoForbiddenImportIsNot(text: String) {
    #expect(SourceText(path: "Sources/T/F.swift", text: text).findings(under: rule) == [])
  }

  @Test func linesAfterAStringOrCommentKeepTheirNumbers() {
    let text = "/*\n*/ let a = \"\"\"\n  b\n  \"\"\"\nlet c = \"https://example.org\"; import UIKit"
    #expect(SourceText(path: "F.swift", text: text).findings(under: rule).map(\.line) == [5])
  }

  @Test func aDoorIsOpenInItsFolderOnly() {
    let inside = SourceText(path: "Sources/T/Reader/F.swift", text: "import Yams")
    let outside = SourceText(path: "Sources/T/Writer/F.swift", text: "import Yams")
    #expect(inside.findings(under: rule) == [])
    #expect(
      outside.findings(under: rule).map(\.description)
        == ["Sources/T/Writer/F.swift:1: may import Yams only in Reader/"])
  }

  @Test func mentionsAreWholeWordsOutsideComments() {
    let source = SourceText(
      path: "F.swift", text: "fingerprint(a)\n// print(a)\n  print(a)\nlet m = FileManager.default")
    #expect(
      source.mentions(of: ["FileManager", "print("]).map(\.description)
        == ["F.swift:3: mentions print(", "F.swift:4: mentions FileManager"])
  }

  @Test func theManifestIsRead() {
    let manifest = Manifest(
      """
      .target(name: "Low"), // .target(name: "No")
      .target(
        name: "High",
        dependencies: ["Low", .product(name: "Yams", package: "Yams")],
        swiftSettings: strict),
      .systemLibrary(name: "C", providers: [.apt(["libc"])]),
      .executableTarget(name: "tool", dependencies: ["High"]),
      .testTarget(name: "HighTests", dependencies: ["High"]),
      """)
    #expect(manifest.dependencies == ["Low": [], "High": ["Low", "Yams"], "C": [], "tool": ["High"]])
  }
}
