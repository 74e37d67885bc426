import Foundation
import Testing

/// Bibliographies that pass through into a graph file.
struct NetworkImportTests {
  private static let works = """
    {"id":"https://openalex.org/W1","title":"Attention","doi":"https://doi.org/10.1/A","publication_date":"2017-06-12","referenced_works":["https://openalex.org/W99"]}
    {"id":"https://openalex.org/W2","title":"Pretraining","publication_date":"2018-10-11","referenced_works":["https://openalex.org/W1","https://openalex.org/W1","https://openalex.org/W2"]}
    {"id":"https://openalex.org/W3","title":"Scaling","publication_date":"2020-05-28","referenced_works":["https://openalex.org/W2","https://openalex.org/W4"]}
    {"id":"https://openalex.org/W4","title":"Later","publication_date":"2021-05-28","referenced_works":[]}
    {"id":"https://openalex.org/W5",

    """
  private static let citations = "citing,cited,creation\n10.1/late,10.1/a,2022-01\n"

  @Test func linesAndTablesPassThroughIntoAGraphFile() async throws {
    let folder = try TemporaryFolder()
    try folder.file("works.jsonl", Self.works)
    try folder.file("citations.csv", Self.citations)
    let run = try await Program.run(
      ["import", "works.jsonl", "citations.csv", "-o", "n.lgraph", "--report", "account.json"], in: folder.url)
    #expect(run.status == 0 && run.output == "")
    #expect(
      run.errors.hasSuffix(
        """
        file           records  papers  merged  unread  references
        citations.csv        1       2       0       0           1
        works.jsonl          5       3       1       1           6
        5 papers
        7 references, 6 to papers of these files, 1 to papers of none of them, left out;
        --keep-cited keeps those as papers without a date
        4 relations, 1 said again, 1 to the paper itself, 1 to a later paper

        """), "\(run.errors)")
    #expect(run.errors.contains("works.jsonl:5:1: warning: no JSON"), "\(run.errors)")
    let account = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.url.appending(path: "account.json")))
    let network = try #require((account as? [String: Any])?["network"] as? [String: Int])
    #expect(network["papers"] == 5 && network["dangling"] == 1 && network["backward"] == 1)

    // The same answers as through a corpus of the same works.
    let stats = try await Program.run("stats", "--format", "json", "--corpus", "n.lgraph", in: folder.url).json()
    #expect(stats["paperCount"] as? Int == 5 && stats["relationCount"] as? Int == 4)
    let ancestors = try await Program.run(
      "ancestors", "W3", "--format", "json", "--corpus", "n.lgraph", in: folder.url
    ).json()
    let papers = ancestors["ancestors"] as? [[String: Any]] ?? []
    #expect(Set(papers.compactMap { $0["id"] as? String }) == ["W1", "W2", "W4"], "\(ancestors)")

    let kept = try await Program.run(
      ["import", "citations.csv", "works.jsonl", "--keep-cited", "-o", "k.lgraph"], in: folder.url)
    #expect(kept.errors.contains("6 papers, 1 known from references only, 1 without date\n"), "\(kept.errors)")
  }

  @Test func whatCannotBeWrittenLeavesNothingBehind() async throws {
    let folder = try TemporaryFolder()
    try folder.file("works.jsonl", Self.works)
    let nowhere = try await Program.run(["import", "works.jsonl", "-o", "no/n.lgraph"], in: folder.url)
    #expect(nowhere.status == 74)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "n.lgraph").path, withDestinationPath: "works.jsonl")
    let over = try await Program.run(["import", "works.jsonl", "-o", "n.lgraph"], in: folder.url)
    #expect(over.status == 64 && over.errors.contains("is read, and would be written over"))
    let missing = try await Program.run(["import", "works.jsonl", "none.csv", "-o", "m.lgraph"], in: folder.url)
    #expect(missing.status == 66)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(left.sorted() == ["n.lgraph", "works.jsonl"])
  }
}
