public import ArgumentParser
import CitationGraph
import Foundation
import LineageRendering
public import PaperFormats
import PaperLineage

extension ExportFormat: ExpressibleByArgument {
  public init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write papers and relations for other tools.",
    discussion: """
      The format follows from the ending of --output unless --format says otherwise: \(endingList). \
      CSV, Neo4j's import and Pajek are two files each: --output network.csv makes network-papers.csv and \
      network-relations.csv, and network.net makes network.clu as well; if --output is a folder, they go into it. Files \
      are written whole or not at all.

      What the format cannot hold is told on standard error with its number. Relations are those that the data tell; \
      “lineage infer” makes a corpus with those that texts tell.

      Choose what is written as for a picture. Where papers in between fall out, a chain through them is written as a \
      relation of the kind “bridge” where relations have kinds (CSV, GraphML, GEXF, DOT, JSON Graph Format, Cypher, \
      Neo4j, Mermaid), with the papers in between as “via”, and left out elsewhere; --no-bridges leaves all of them out.
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file, or into this folder, instead of standard output.", valueName: "file"))
  var output: String?

  @Option(help: "The format.")
  var format: ExportFormat?

  @OptionGroup var dateOption: DateOption

  @Option(
    help: ArgumentHelp(
      "Write only these kinds of relations, separated by commas, and follow them.",
      discussion: "Kinds: \(RelationKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind,…"),
    transform: KindList.init)
  var kinds: KindList?

  @Flag(inversion: .prefixedNo, help: "Whether works outside the reading list are written.")
  var external = true

  @Flag(inversion: .prefixedNo, help: "Whether chains through papers left out are written as bridges.")
  var bridges = true

  @OptionGroup(title: "What is written") var selection: SelectionOptions
  @OptionGroup var input: CorpusOptions

  func validate() throws { try selection.confirmGenerations() }

  func run() throws {
    let format = try chosenFormat()
    let paths = try ExportPaths.paths(of: format, for: output)
    for path in paths { try input.confirmNotOverwritten(by: path) }
    var input = input
    input.infers = false
    var choice = try choice(from: input.material())
    var changedIDCount = 0
    if format == .yaml || format == .json {
      let (parts, count) = CorpusExport.withWellFormedIDs(choice.corpus)
      if count > 0 { choice.corpus = try Corpus(parts) }
      changedIDCount = count
    }
    let progress = ProgressLine()
    defer { progress.end() }
    progress.begin("writing", output ?? "")
    let files = CorpusExport.files(choice.corpus, as: format, bridges: bridges ? choice.bridges : [])
    // An answer on the terminal begins where the line of progress was.
    if paths == ["-"] { progress.end() }
    try OutputFile.write(zip(paths, files).map { (path: $0, data: Data($1.text.utf8)) })
    progress.end()
    var notes = choice.notes(on: format, writesBridges: bridges)
    if paths.count > 1 || output?.hasSuffix("/") == true {
      notes.insert("wrote \(paths.map { "“\($0)”" }.joined(separator: " and "))", at: 0)
    }
    if changedIDCount > 0 {
      notes.append(
        changedIDCount == 1
          ? "1 id is none of a corpus file's and was changed"
          : "\(changedIDCount) ids are none of a corpus file's and were changed")
    }
    for note in notes { Console.tell("lineage: note: \(note)".withoutControls + "\n") }
  }

  /// The format that is asked for, or that the ending of the file tells.
  private func chosenFormat() throws -> ExportFormat {
    if let format { return format }
    guard let output, output != "-" else {
      throw Failure(
        .usage, "standard output tells no format", remedy: "say it with --format, or name a file with --output")
    }
    if let format = ExportFormat(ofFileNamed: output) { return format }
    throw Failure(
      .usage, "the ending of “\(output)” tells no format",
      remedy: "say it with --format, or use one of the endings \(Self.endingList)")
  }

  private static var endingList: String {
    ExportFormat.allCases.map { ".\($0.endings[0])" }.joined(separator: ", ")
  }

  /// The papers and relations that are asked for.
  private func choice(from material: Material) throws -> ExportChoice {
    let shown = try selection.selected(
      from: material, following: kinds, dateChoice: dateOption.date, leavesOutExternal: !external,
      use: material.isNetwork ? .exportOfNetwork : .exportOfCorpus)
    var corpus = shown.corpus
    // A selection without rules is the corpus as it is.
    if !external, !shown.selection.narrows { corpus = corpus.withoutExternalPapers }
    var parts = corpus.parts
    if let kinds { parts.relations.removeAll { !kinds.kinds.contains($0.kind) } }
    if case .corpus = material {
      if let date = dateOption.date { parts.dateChoice = date }
      if parts != corpus.parts { corpus = try Corpus(parts) }
    }
    return ExportChoice(
      corpus: corpus, bridges: shown.bridges, paperCount: material.paperCount, relationCount: material.relationCount)
  }
}

/// What is written.
private struct ExportChoice {
  var corpus: Corpus
  let bridges: [CorpusBridge]
  /// How many papers there were to choose from.
  let paperCount: Int
  /// How many relations there were to choose from.
  let relationCount: Int

  /// What is not written, and why.
  func notes(on format: ExportFormat, writesBridges: Bool) -> [String] {
    var notes: [String] = []
    let (papers, relations) = (corpus.papers.count, corpus.relations.count)
    if papers < paperCount || relations < relationCount {
      notes.append("\(papers) of \(paperCount) papers and \(relations) of \(relationCount) relations were chosen")
    }
    if !bridges.isEmpty {
      let chains =
        bridges.count == 1 ? "1 chain through papers left out" : "\(bridges.count) chains through papers left out"
      if !writesBridges {
        notes.append("\(chains) not written")
      } else if format.holdsBridges {
        notes.append("\(chains) written as \(bridges.count == 1 ? "a relation" : "relations") of the kind “bridge”")
      } else {
        notes.append("\(chains) not written: \(format.name) has no place for them")
      }
    }
    // Renderers refuse more unless told otherwise.
    let lineCount = relations + (writesBridges ? bridges.count : 0)
    if format == .mermaid, lineCount > 500 {
      notes.append("Mermaid draws no more than 500 lines unless its maxEdges says so, and these are \(lineCount)")
    }
    return notes + ExportLoss.losses(of: corpus, as: format).map { $0.words(for: format.name) }
  }
}

/// Where the files of an export go.
private enum ExportPaths {
  /// Beside each other under names made of that of the file, or in a folder that is there or whose name ends in a slash.
  ///
  /// - Throws: ``Failure`` if there is one place for several of them.
  static func paths(of format: ExportFormat, for output: String?) throws -> [String] {
    let suffixes = format.suffixes
    guard let output, output != "-" else {
      guard suffixes.count == 1 else {
        throw Failure(
          .usage, "\(format.name) is \(suffixes.count) files, too many for standard output",
          remedy: "name a file or a folder with --output")
      }
      return ["-"]
    }
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
    if isThere && isFolder.boolValue || output.hasSuffix("/") {
      if !isThere { try OutputFile.makeFolder(output) }
      let folder = output.hasSuffix("/") ? output : output + "/"
      return suffixes.map { folder + ($0.hasPrefix("-") ? String($0.dropFirst()) : "papers" + $0) }
    }
    guard suffixes.count > 1 else { return [output] }
    let paths: [String]
    if let own = suffixes.first(where: output.lowercased().hasSuffix) {
      let stem = output.dropLast(own.count)
      paths = suffixes.map { $0 == own ? output : stem + $0 }
    } else {
      let ending = URL(fileURLWithPath: output).pathExtension
      let stem = ending.isEmpty ? output : String(output.dropLast(ending.count + 1))
      // A network is the file that was asked for; of two tables neither is.
      paths = suffixes.map { $0 == ".\(format.endings[0])" ? output : stem + $0 }
    }
    for (number, path) in paths.enumerated() {
      if let other = paths[..<number].first(where: { $0 == path || OutputFile.isSame($0, path) }) {
        throw Failure(
          .usage, "two files would be written to one: “\(other)” and “\(path)”", remedy: "give --output another name")
      }
    }
    return paths
  }
}
