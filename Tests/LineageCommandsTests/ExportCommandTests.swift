import Foundation
import PaperFormats
import PaperLineage
import Testing

struct ExportCommandTests {
  private func text(_ name: String, in folder: TemporaryFolder) throws -> String {
    try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
  }

  @Test func theEndingTellsTheFormatAndLossesAreTold() async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run("export", "-o", "list.ris", in: folder.url)
    #expect(run.status == 0 && run.output == "", "\(run.errors)")
    #expect(run.complaints.contains("lineage: note: RIS holds no relations: 192 left out\n"))
    #expect(
      run.complaints.contains("lineage: note: RIS holds no word that a work is outside the reading list: 48 left out"))
    #expect(!run.complaints.contains("kinds of relations"))
    #expect(try text("list.ris", in: folder).components(separatedBy: "\nER  - ").count == 75)
    #expect(try folder.names == ["list.ris"])
  }

  @Test func aCorpusFileComesBack() async throws {
    let folder = try TemporaryFolder()
    for name in ["whole.yaml", "whole.json"] {
      let run = try await Program.run("export", "-o", name, in: folder.url)
      #expect(run.status == 0, "\(run.errors)")
      let reading = CorpusReader.read([CorpusFile(name: name, text: try text(name, in: folder))])
      let (read, bundled) = (try #require(reading.corpus), try #require(CorpusSource.bundled().corpus))
      #expect(read.papers.map(\.id) == bundled.papers.map(\.id) && read.relations.count == 192)
      #expect(read.papers.map(\.versions) == bundled.papers.map(\.versions) && read.topics == bundled.topics)
      // A corpus that was written as a file has nothing that such a file does not hold.
      #expect(run.complaints == "", "\(run.errors)")
    }
  }

  @Test func severalFilesHaveNamesOfTheirOwn() async throws {
    let folder = try TemporaryFolder()
    let tables = try await Program.run("export", "-o", "list.csv", in: folder.url)
    #expect(tables.status == 0)
    #expect(tables.complaints.contains("wrote “list-papers.csv” and “list-relations.csv”"))
    #expect(try folder.names == ["list-papers.csv", "list-relations.csv"])
    #expect(try text("list-relations.csv", in: folder).contains("llama-2,llama,updates,1.0,curated,"))
    let network = try await Program.run("export", "--format", "pajek", "-o", "new/", in: folder.url)
    #expect(network.status == 0, "\(network.errors)")
    #expect(try text("new/papers.net", in: folder).contains("*Vertices 74\n"))
    #expect(try text("new/papers.clu", in: folder).hasPrefix("*Vertices 74\n2023\n"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "new").path)
    #expect(names.sorted() == ["papers.clu", "papers.net"])
  }

  @Test func severalFilesHaveOneStem() async throws {
    let folder = try TemporaryFolder()
    let network = try await Program.run("export", "--format", "pajek", "-o", "x.clu", in: folder.url)
    #expect(network.status == 0 && network.complaints.contains("wrote “x.net” and “x.clu”"), "\(network.errors)")
    #expect(try text("x.net", in: folder).contains("*Vertices 74\n") && folder.names == ["x.clu", "x.net"])
    let tables = try await Program.run("export", "-o", "d-papers.csv", in: folder.url)
    #expect(tables.complaints.contains("wrote “d-papers.csv” and “d-relations.csv”"), "\(tables.errors)")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "y.net").path, withDestinationPath: "x.clu")
    let same = try await Program.run("export", "--format", "pajek", "-o", "y.net", in: folder.url)
    #expect(same.status == 0, "\(same.errors)")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "z.net").path, withDestinationPath: "z.clu")
    try folder.file("z.clu", "before")
    let one = try await Program.run("export", "--format", "pajek", "-o", "z.net", in: folder.url)
    #expect(one.status == 64 && one.complaints.contains("two files would be written to one"), "\(one.errors)")
    #expect(try text("z.clu", in: folder) == "before")
  }

  @Test func tablesComeBackTogetherAndAlone() async throws {
    let folder = try TemporaryFolder()
    #expect(try await Program.run("export", "-o", "d.csv", in: folder.url).status == 0)
    let both = ["d-papers.csv", "d-relations.csv"]
    for files in [both, both.reversed(), ["."], ["d-papers.csv"]] {
      let run = try await Program.run(["import", "-o", "made.yaml"] + files, in: folder.url)
      #expect(run.status == 0, "\(run.errors)")
      let corpus = try #require(
        CorpusReader.read([CorpusFile(name: "made.yaml", text: try text("made.yaml", in: folder))]).corpus)
      #expect(corpus.papers.count == 74 && corpus.relations.count == 192, "\(files) \(run.errors)")
      let unsure = corpus.relations.count { $0.confidence < 1 }
      #expect((unsure > 0) == (files.count == 2 || files == ["."]), "\(files)")
      #expect(!run.errors.contains("said again"), "\(run.errors)")
      try FileManager.default.removeItem(at: folder.url.appending(path: "made.yaml"))
    }
  }

  @Test func relationsThatPapersDoNotTellAreJoinedToThem() async throws {
    let folder = try TemporaryFolder()
    try folder.file("d-papers.csv", "id,title\na,The first paper\nb,The second paper\n")
    try folder.file(
      "d-relations.csv",
      "citing,cited,kind,confidence,source,locator,verified,note\nb,a,extends,0.5,curated,,,\nc,a,cites,1.0,curated,,,\n"
    )
    let run = try await Program.run("import", "d-relations.csv", "d-papers.csv", in: folder.url)
    #expect(run.status == 0 && run.output.contains("title: The first paper"), "\(run.errors)")
    #expect(run.complaints.contains("3 papers") && run.complaints.contains("2 relations"), "\(run.errors)")
    #expect(run.complaints.contains("2 matched by key"), "\(run.errors)")
  }

  @Test func aFileThatCannotBeWrittenLeavesTheOthersAsTheyWere() async throws {
    let folder = try TemporaryFolder()
    try folder.file("x.net", "before")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "x.clu"), withIntermediateDirectories: false)
    let run = try await Program.run("export", "-o", "x.net", in: folder.url)
    #expect(run.status == 74 && run.complaints.contains("cannot write “x.clu”"))
    #expect(try text("x.net", in: folder) == "before")
    #expect(try folder.names == ["x.clu", "x.net"])
  }

  @Test func aSelectionKeepsItsChains() async throws {
    let picked = ["export", "--topic", "foundation", "--topic", "multimodal"]
    let graph = try await Program.run(picked + ["--format", "graphml", "--no-external"])
    #expect(graph.status == 0 && graph.output.contains("<data key=\"kind\">bridge</data>"), "\(graph.errors)")
    #expect(graph.complaints.contains(" of 74 papers and "))
    #expect(graph.complaints.contains("1 chain through papers left out written as a relation of the kind “bridge”"))
    let bare = try await Program.run(picked + ["--format", "graphml", "--no-external", "--no-bridges"])
    #expect(!bare.output.contains(">bridge<") && bare.complaints.contains("left out not written\n"))
    let list = try await Program.run(picked + ["--format", "bibtex", "--no-external"])
    #expect(list.complaints.contains("not written: BibTeX has no place for them"))
    let kinds = try await Program.run("export", "--format", "csl", "--kinds", "updates", "--ancestors-of", "llama 2")
    #expect(kinds.complaints.contains("2 of 74 papers and 1 of 192 relations were chosen"), "\(kinds.errors)")
    #expect(kinds.complaints.contains("CSL-JSON holds no relations: 1 left out"))
  }

  @Test func aNetworkIsExported() async throws {
    let files = try NetworkFiles()
    let file = try await files.literature()
    let whole = try await Program.run("export", "--corpus", file, "--format", "jgf")
    #expect(whole.status == 0, "\(whole.errors)")
    let graph = try #require(try whole.json()["graph"] as? [String: Any])
    #expect((graph["nodes"] as? [String: Any])?.count == 14 && (graph["edges"] as? [Any])?.count == 17)
    let part = try await Program.run(
      "export", "--corpus", file, "--ancestors-of", "H", "--generations", "1", "--format", "yaml")
    #expect(part.status == 0 && part.output.contains("id: h\n") && part.output.contains("  - f\n"), "\(part.errors)")
    #expect(part.errors.contains("4 of 14 papers and ") && part.errors.contains("4 ids are none of a corpus file's"))
    #expect(part.errors.contains("1 chain through papers left out not written: a corpus file in YAML has no place"))
  }

  @Test(arguments: [
    (["--format", "csv"], "CSV is 2 files, too many for standard output"),
    ([], "standard output tells no format"), (["-o", "x.docx"], "the ending of “x.docx” tells no format"),
    (["--format", "word"], "word"), (["--format", "ris", "--generations", "2"], "--generations goes with"),
  ])
  func whatCannotBeAskedForIsSaid(_ arguments: [String], words: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run(["export"] + arguments, in: folder.url)
    #expect(run.status == 64 && run.output == "" && run.complaints.contains(words), "\(run.errors)")
    #expect(try folder.names == [])
  }
}
