public import PaperLineage

/// The text of a corpus file and the name to speak of it.
public struct CorpusFile: Sendable {
  /// The name for messages: the path as the user gave it.
  public var name: String
  /// The file's text.
  public var text: String

  /// Makes a file.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// What came out of reading a corpus.
public struct CorpusReading: Sendable {
  /// The corpus, unless there are errors.
  public var corpus: Corpus?
  /// Everything there is to say about the files, in the order to show it.
  public var diagnostics: [Diagnostic]
}

/// Reads corpus files: YAML, or JSON of the same form.
///
/// Several files make up one corpus. Reading goes on after a fault, so that one run tells all of them.
public enum CorpusReader {
  /// Reads files into one corpus.
  ///
  /// - Parameter files: The files; the order decides only the order of papers.
  /// - Returns: The corpus if it is without errors, and what there is to say. Files that could not be parsed at all
  ///   leave out the errors that would follow from what they may hold, such as relations to papers not found.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(_ files: [CorpusFile]) -> CorpusReading {
    var assembly = CorpusAssembly()
    for file in files {
      CorpusFileReader(file).read(into: &assembly)
    }
    var diagnostics = assembly.diagnostics
    let faults = assembly.isComplete ? assembly.parts.faults() : []
    diagnostics += faults

    let corpus = faults.isEmpty && assembly.isComplete ? try? Corpus(assembly.parts) : nil
    // With errors, say also what else would have to be said, as far as it can be known.
    let isFaulty = diagnostics.contains { $0.severity == .error }
    if let corpus { diagnostics += corpus.cautions() }
    let sources = Dictionary(files.map { ($0.name, SourceLines($0.text)) }) { first, _ in first }
    for index in diagnostics.indices where diagnostics[index].excerpt == nil {
      guard let place = diagnostics[index].place else { continue }
      diagnostics[index].excerpt = sources[place.file]?.line(place.line)
    }
    return CorpusReading(
      corpus: isFaulty ? nil : corpus, diagnostics: diagnostics.sorted(by: Diagnostic.isInShownOrder))
  }
}

/// What the files of a corpus have given so far.
struct CorpusAssembly {
  var parts = CorpusParts()
  var diagnostics: [Diagnostic] = []
  /// Whether every file was parsed and every paper got an id, so that missing papers are really missing.
  var isComplete = true
  /// Where single values were set first, to report a second setting.
  var settings: [String: (value: String, place: SourcePlace)] = [:]
}

/// The lines of a text, found when asked for.
final class SourceLines {
  private let text: String
  private lazy var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }

  init(_ text: String) { self.text = text }

  func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }
}
