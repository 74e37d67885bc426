import Foundation
import PaperLineage

/// A form in which the findings of a check go into other tools.
public enum AnnotationFormat: String, Sendable, CaseIterable {
  /// SARIF 2.1.0, for code scanning and editors.
  case sarif
  /// Commands of a workflow of GitHub's, which shows them at the lines they speak of.
  case github
}

extension CheckReport {
  /// The findings in a form for other tools, ending in a line feed. All findings are in it.
  ///
  /// - Parameters:
  ///   - format: The form.
  ///   - version: The program's version.
  ///   - folder: Where the program runs. Files in it are named from there on, as the tools know them from the root of
  ///     the repository.
  public func written(as format: AnnotationFormat, version: String, folder: String? = nil) -> String {
    let places = AnnotationPlaces(folder: folder, firstInput: inputs.first)
    return switch format {
    case .sarif: StableJSON.text(of: Sarif(self, version: version, places))
    case .github: workflowCommands(places)
    }
  }

  // MARK: - GitHub

  /// `::error file=…,line=…,col=…,title=…::message`, a line for each finding, the worst first, as only the first few of
  /// each severity are shown; the last line, which is no command, sums up.
  private func workflowCommands(_ places: AnnotationPlaces) -> String {
    let lines = Diagnostic.Severity.allCases.flatMap { severity in
      diagnostics.filter { $0.severity == severity }.map { diagnostic in
        let place = places.place(of: diagnostic)
        var properties: [(String, String)] = []
        // Standard input is no file of the repository.
        if place.file != "-" {
          properties = [("file", place.file), ("line", "\(place.line)"), ("col", "\(place.column)")]
        }
        properties.append(("title", diagnostic.code.rawValue))
        let list = properties.map { "\($0)=\(Self.escapedProperty($1))" }.joined(separator: ",")
        let text = diagnostic.message + (diagnostic.remedy.map { "\n→ \($0)" } ?? "")
        return "::\(severity == .note ? "notice" : severity.rawValue) \(list)::\(Self.escaped(text))\n"
      }
    }
    return lines.joined() + summary(in: .english) + "\n"
  }

  /// A message: controls but line feeds are left out, and what ends a command is written as GitHub's tool kit does.
  private static func escaped(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      String($0).withoutControls
    }
    return lines.joined(separator: "\n").replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

/// The places of findings as other tools name them.
private struct AnnotationPlaces {
  /// The folder that files are named from, with a slash at its end.
  private let folder: String?
  private let firstInput: String?

  init(folder: String?, firstInput: String?) {
    self.folder = folder.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    self.firstInput = firstInput
  }

  /// The place of a finding; for one that has none the beginning of the first input, as tools ask for a place.
  func place(of diagnostic: Diagnostic) -> SourcePlace {
    named(diagnostic.place ?? SourcePlace(file: firstInput ?? "-", line: 1, column: 1))
  }

  /// A place in a file that is named from the folder, if it lies there, else as it was.
  func named(_ place: SourcePlace) -> SourcePlace {
    guard let folder, place.file != "-" else { return place }
    let whole = place.file.hasPrefix("/") ? place.file : folder + place.file
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let path = "/" + parts.joined(separator: "/")
    guard path.hasPrefix(folder), path.count > folder.count else { return place }
    return SourcePlace(file: String(path.dropFirst(folder.count)), line: place.line, column: place.column)
  }
}

// MARK: - SARIF

/// A log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, 2020), as far as it is needed.
private struct Sarif: Encodable {
  let schema = "https://json.schemastore.org/sarif-2.1.0.json"
  let version = "2.1.0"
  let runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  struct Run: Encodable {
    let tool: Tool
    let columnKind = "unicodeCodePoints"
    let results: [Result]
    let properties: Counts
  }

  struct Counts: Encodable {
    let papers: Int?
    let relations: Int?
  }

  struct Tool: Encodable {
    let driver: Driver
  }

  struct Driver: Encodable {
    let name = "lineage"
    let version: String
    let semanticVersion: String
    let rules: [Rule]
  }

  struct Rule: Encodable {
    let id: String
    let shortDescription: Message
    let fullDescription: Message
    let help: Message
    let defaultConfiguration: Configuration
  }

  struct Configuration: Encodable {
    let level: String
  }

  struct Message: Encodable {
    let text: String
  }

  struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Message
    let locations: [Location]
    let relatedLocations: [Location]?
  }

  struct Location: Encodable {
    /// Only related locations have a number.
    let id: Int?
    let physicalLocation: PhysicalLocation
  }

  struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    let region: Region
  }

  struct ArtifactLocation: Encodable {
    let uri: String
  }

  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
  }

  init(_ report: CheckReport, version: String, _ places: AnnotationPlaces) {
    let codes = Diagnostic.Code.allCases.filter { code in report.diagnostics.contains { $0.code == code } }
    let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let results = report.diagnostics.map { diagnostic in
      let related = (diagnostic.related ?? []).prefix(Self.relatedLimit).enumerated().map {
        Self.location(places.named($1), id: $0 + 1)
      }
      return Result(
        ruleId: diagnostic.code.rawValue, ruleIndex: numbers[diagnostic.code] ?? 0, level: diagnostic.severity.rawValue,
        message: Message(
          text: diagnostic.message.withoutControls + (diagnostic.remedy.map { "\n→ \($0.withoutControls)" } ?? "")),
        locations: [Self.location(places.place(of: diagnostic), id: nil)],
        relatedLocations: related.isEmpty ? nil : related)
    }
    runs = [
      Run(
        tool: Tool(
          driver: Driver(version: version, semanticVersion: version, rules: codes.map(Self.rule))),
        results: results, properties: Counts(papers: report.paperCount, relations: report.relationCount))
    ]
  }

  /// GitHub takes so many.
  private static let relatedLimit = 100

  private static func rule(_ code: Diagnostic.Code) -> Rule {
    let explanation = code.explanation
    let meaning = explanation.meaning.prefix(1).uppercased() + explanation.meaning.dropFirst() + "."
    let remedy = explanation.remedy.prefix(1).uppercased() + explanation.remedy.dropFirst() + "."
    return Rule(
      id: code.rawValue, shortDescription: Message(text: meaning),
      fullDescription: Message(text: meaning + " " + remedy),
      help: Message(text: remedy), defaultConfiguration: Configuration(level: explanation.severity.rawValue))
  }

  private static func location(_ place: SourcePlace, id: Int?) -> Location {
    Location(
      id: id,
      physicalLocation: PhysicalLocation(
        artifactLocation: ArtifactLocation(uri: uri(place.file)),
        region: Region(startLine: max(1, place.line), startColumn: max(1, place.column))))
  }

  /// A path as a reference of RFC 3986: absolute ones with their scheme, others relative to where the program runs.
  private static func uri(_ path: String) -> String {
    if path == "-" { return "stdin" }
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    let allowed = CharacterSet(charactersIn: letters + "0123456789-._~/")
    var path = path
    while path.hasPrefix("./") { path.removeFirst(2) }
    let encoded = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? "unnamed"
    return encoded.hasPrefix("/") ? "file://" + encoded : encoded
  }
}
