import Foundation

/// What the files of a target may import.
struct ImportRule {
  let allowed: Set<String>
  /// Modules that only one folder of the target may import.
  let doors: [String: String]

  init(_ allowed: Set<String>, onlyIn doors: [String: String] = [:]) {
    self.allowed = allowed
    self.doors = doors
  }
}

/// A line of a source that breaks a rule.
struct Finding: Equatable, CustomStringConvertible {
  let file: String
  let line: Int
  let message: String

  var description: String { "\(file):\(line): \(message)" }
}

/// A Swift source as far as these tests read it: its lines without comments and without what multi-line strings hold.
struct SourceText {
  /// The path from the package's root.
  let path: String
  let lines: [String]

  init(path: String, text: String) {
    self.path = path
    var isInComment = false
    var isInString = false
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // Nearly all lines neither begin nor end anything, and the way by characters is slow.
      let isPlain = !line.utf8.contains(UInt8(ascii: "/")) && !line.contains("\"\"\"")
      if isPlain, !isInComment { return isInString ? "" : String(line) }
      var kept = ""
      var rest = line
      while let first = rest.first {
        if isInComment {
          isInComment = !rest.hasPrefix("*/")
          rest = rest.dropFirst(isInComment ? 1 : 2)
        } else if rest.hasPrefix("\"\"\"") {
          isInString.toggle()
          rest = rest.dropFirst(3)
        } else if isInString {
          rest = rest.dropFirst()
        } else if rest.hasPrefix("//") {
          break
        } else if rest.hasPrefix("/*") {
          isInComment = true
          rest = rest.dropFirst(2)
        } else {
          kept.append(first)
          rest = rest.dropFirst()
          // An address in a one-line string is no comment.
          if first == ":", rest.hasPrefix("//") {
            kept += rest.prefix(2)
            rest = rest.dropFirst(2)
          }
        }
      }
      return kept
    }
  }

  /// The imported modules, each with its line, from 1.
  var imports: [(module: String, line: Int)] {
    lines.enumerated().flatMap { index, line in
      guard line.contains("import") else { return [(module: String, line: Int)]() }
      return line.split(separator: ";").compactMap { statement in
        Self.importedModule(String(statement)).map { ($0, index + 1) }
      }
    }
  }

  /// The module of `@attribute public import struct Module.Name`.
  private static func importedModule(_ statement: String) -> String? {
    let prefix = #/\s*(?:(?:@\w+(?:\([^)]*\))?|public|package|internal|fileprivate|private)\s+)*import\s+/#
    let kind = #/(?:(?:struct|class|enum|actor|protocol|typealias|func|let|var)\s+)?`?(\w+)/#
    guard let start = statement.prefixMatch(of: prefix) else { return nil }
    return statement[start.range.upperBound...].prefixMatch(of: kind).map { String($0.1) }
  }

  /// Every import that breaks a rule.
  func findings(under rule: ImportRule) -> [Finding] {
    imports.compactMap { module, line in
      if !rule.allowed.contains(module) {
        return Finding(file: path, line: line, message: "may not import \(module)")
      }
      if let folder = rule.doors[module], !path.contains("/\(folder)/") {
        return Finding(file: path, line: line, message: "may import \(module) only in \(folder)/")
      }
      return nil
    }
  }

  /// Every line that mentions one of some words, whole.
  func mentions(of words: [String]) -> [Finding] {
    lines.enumerated().flatMap { index, line in
      words.filter { word in
        line.ranges(of: word).contains { range in
          guard range.lowerBound > line.startIndex else { return true }
          let before = line[line.index(before: range.lowerBound)]
          return !before.isLetter && !before.isNumber && before != "_"
        }
      }.map { Finding(file: path, line: index + 1, message: "mentions \($0)") }
    }
  }
}

/// The package these tests are part of.
enum Package {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The names of what lies in a folder, sorted.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The paths of all files and folders below a folder, from the package's root, sorted.
  static func paths(under folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
      .map { "\(folder)/\($0)" }.sorted()
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func sources(of target: String) throws -> [SourceText] {
    try paths(under: "Sources/\(target)").filter { $0.hasSuffix(".swift") }.map {
      SourceText(path: $0, text: try text(of: $0))
    }
  }
}

/// The targets of a manifest with what they depend on, read simply: a name, then a list of words in quotes.
struct Manifest {
  let dependencies: [String: Set<String>]

  init(_ text: String) {
    let target =
      #/\.(?:target|executableTarget|systemLibrary)\(\s*name:\s*"(\w+)"(?:,\s*dependencies:\s*\[([^\]]*)\])?/#
    let word = #/"([^"]+)"/#
    let source = SourceText(path: "Package.swift", text: text).lines.joined(separator: "\n")
    dependencies = Dictionary(
      source.matches(of: target).map { match in
        (String(match.1), Set((match.2 ?? "").matches(of: word).map { String($0.1) }))
      },
      uniquingKeysWith: { $0.union($1) })
  }
}
