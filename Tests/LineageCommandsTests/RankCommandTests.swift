import Foundation
import Testing

struct RankCommandTests {
  /// The 17 relations of the main path literature, cited paper first.
  private static let relations = "AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN"

  /// A network file of them with dates, made by `import`: A and B of 1990, each generation a year later, N undated.
  private static func network() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let lines = relations.split(separator: " ").map { "\($0.last!) \($0.first!)\n" }
    try folder.file("citations.txt", lines.joined())
    let years = ["A 1990", "B 1990", "C 1991", "D 1991", "J 1991", "E 1992", "F 1992", "G 1993", "I 1993", "H 1994"]
    try folder.file("dates.txt", (years + ["L 1994", "M 1994-05", "K 1995-01-02"]).joined(separator: "\n") + "\n")
    let run = try await Program.run(
      ["import", "citations.txt", "--dates", "dates.txt", "--output", "network.lgraph"], in: folder.url)
    #expect(run.status == 0)
    return folder
  }

  private static func rank(_ arguments: String..., in folder: TemporaryFolder) async throws -> [String: Any] {
    let run = try await Program.run(
      ["rank", "--corpus", "network.lgraph", "--format", "json"] + arguments, in: folder.url)
    #expect(run.status == 0)
    #expect(run.errors == "")
    return try run.json()
  }

  private static func lines(_ answer: [String: Any]) throws -> [String] {
    try #require(answer["ranking"] as? [[String: Any]]).map { entry in
      "\(entry["rank"] as? Int ?? 0) \(entry["id"] as? String ?? "?") \(entry["score"] as? Double ?? .nan)"
    }
  }

  @Test func scoresOfANetworkAreThoseOfTheLiterature() async throws {
    let folder = try await Self.network()
    let answer = try await Self.rank("--by", "pagerank", in: folder)
    let ranking = try #require(answer["ranking"] as? [[String: Any]])
    // Published to six places, for cited papers that citing papers point to.
    let published = [
      "A": 0.069549, "B": 0.216431, "C": 0.097579, "D": 0.122650, "E": 0.064453, "F": 0.074253, "G": 0.042795,
      "H": 0.051943, "I": 0.074019, "J": 0.050153, "K": 0.028077, "L": 0.028077, "M": 0.051943, "N": 0.028077,
    ]
    #expect(ranking.count == 14)
    for entry in ranking {
      let score = try #require(entry["score"] as? Double)
      let id = try #require(entry["id"] as? String)
      let expected = try #require(published[id])
      #expect(abs(score - expected) < 1e-6)
    }
    #expect(ranking.map { $0["rank"] as? Int } == [1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 11, 12, 12, 12])
    #expect(answer["by"] as? String == "pagerank")
    #expect(answer["following"] as? [String] == ["cites"])
    #expect((answer["parameters"] as? [String: Double]) == ["damping": 0.85])
    #expect((answer["account"] as? [String: Double]) == ["sweeps": 0, "residual": 0])
    #expect(
      ["papers", "ranked", "shown", "unlistedTies"].map { answer[$0] as? Int } == [14, 14, 14, 0])
    let first = try #require(ranking.first)
    #expect(Set(first.keys) == ["id", "name", "date", "rank", "score", "citations"])
    #expect(first["date"] as? String == "1990")
    #expect(first["citations"] as? Int == 3)
    let half = try await Self.rank("--by", "pagerank", "--damping", "0.5", "--top", "2", in: folder)
    let top = try #require(half["ranking"] as? [[String: Any]])
    #expect(top.map { $0["id"] as? String } == ["B", "D"])
    #expect(abs(try #require(top[0]["score"] as? Double) - 0.145657) < 1e-6)
  }

  @Test func tiesShareARankAndThoseNotShownAreCounted() async throws {
    let folder = try await Self.network()
    let answer = try await Self.rank("--top", "3", in: folder)
    #expect(try Self.lines(answer) == ["1 B 3.0", "2 C 2.0", "2 D 2.0"])
    #expect(["ranked", "shown", "unlistedTies"].map { answer[$0] as? Int } == [14, 3, 2])
    let all = try await Self.rank("--by", "lcr", "--top", "all", in: folder)
    #expect(try Self.lines(all).prefix(6) == ["1 H 3.0", "2 C 2.0", "2 I 2.0", "2 M 2.0", "5 N 1.0", "5 D 1.0"])
    let text = try await Program.run(
      ["rank", "--corpus", "network.lgraph", "--top", "3"], in: folder.url)
    #expect(
      text.output == """
        local citation score (LCS)
        14 papers · along cites

        rank  LCS  date  paper
           1    3  1990  B
           2    2  1991  C
           2    2  1991  D

        3 of 14 ranked papers; 2 more tie with the last

        """)
  }

  @Test func papersWithoutAScoreAreAccountedFor() async throws {
    let folder = try await Self.network()
    let perYear = try await Self.rank("--by", "lcs-per-year", "--top", "2", in: folder)
    // 1995 is the last year: I of 1993 has three years for two citations, B of 1990 six for three.
    let scores = try #require(perYear["ranking"] as? [[String: Any]])
    #expect(scores.map { $0["id"] as? String } == ["I", "B"])
    #expect(scores[1]["score"] as? Double == 0.5)
    #expect(perYear["unlistedTies"] as? Int == 3)
    #expect((perYear["unranked"] as? [[String: Any]])?.map { "\($0["reason"]!) \($0["papers"]!)" } == ["undated 1"])
    #expect((perYear["account"] as? [String: Int])?["lastYear"] == 1995)
    let end = try await Self.rank("--by", "lcs-end", "--end-years", "1", in: folder)
    #expect(try Self.lines(end).prefix(2) == ["1 H 1.0", "2 N 0.0"])
    #expect((end["parameters"] as? [String: Int]) == ["years": 1])
    let beginning = try await Self.rank("--by", "lcs-beginning", "--beginning-years", "2", "--top", "1", in: folder)
    #expect(try Self.lines(beginning) == ["1 B 3.0"])

    let disruption = try await Self.rank("--by", "cd", "--window", "all", in: folder)
    let reasons = try #require(disruption["unranked"] as? [[String: Any]])
    #expect(reasons.map { $0["reason"] as? String } == ["undated", "withoutLaterPapers"])
    let ranked = try #require(disruption["ranked"] as? Int)
    #expect(ranked + reasons.reduce(0) { $0 + ($1["papers"] as? Int ?? 0) } == 14)
    let first = try #require((disruption["ranking"] as? [[String: Any]])?.first)
    #expect(first["id"] as? String == "A")
    #expect(["focalOnly", "focalAndReferences", "referencesOnly"].map { first[$0] as? Int } == [1, 0, 0])
    // C cites A and B. E and H cite C alone; D and J cite B, but are no later than C.
    let c = try #require((disruption["ranking"] as? [[String: Any]])?.first { $0["id"] as? String == "C" })
    #expect(["focalOnly", "focalAndReferences", "referencesOnly"].map { c[$0] as? Int } == [2, 0, 0])
  }

  @Test func reachIsCounted() async throws {
    let folder = try await Self.network()
    let descendants = try await Self.rank("--by", "descendants", "--top", "2", in: folder)
    #expect(try Self.lines(descendants) == ["1 B 12.0", "2 D 7.0"])
    #expect((descendants["account"] as? [String: Bool]) == ["exact": true])
    let ancestors = try await Self.rank("--by", "ancestors", "--exact", "--top", "1", in: folder)
    #expect(try Self.lines(ancestors) == ["1 K 8.0"])
  }

  @Test func tablesHoldScoresInFull() async throws {
    let folder = try await Self.network()
    let arguments = ["rank", "--corpus", "network.lgraph", "--by", "pagerank", "--top", "all", "--format"]
    let csv = try await Program.run(arguments + ["csv"], in: folder.url)
    let lines = csv.output.split(separator: "\n")
    #expect(lines[0] == "rank,score,citations,id,name,date")
    let sum = lines.dropFirst().reduce(0) { $0 + (Double($1.split(separator: ",")[1]) ?? .nan) }
    #expect(abs(sum - 1) < 1e-12)
    let json = try await Program.run(arguments + ["json"], in: folder.url)
    // The same digits, in the same order.
    let digits = json.output.split(separator: "\n").filter { $0.contains("\"score\"") }
    #expect(digits.map { $0.split(separator: " ").last } == lines.dropFirst().map { $0.split(separator: ",")[1] })
    let markdown = try await Program.run(arguments + ["markdown"], in: folder.url)
    #expect(markdown.output.hasPrefix("| rank | score | citations | id | name | date |\n| ---: | ---: | ---: | --- |"))
  }

  @Test func withoutDatesSomeMeasuresCannotBe() async throws {
    let folder = try TemporaryFolder()
    try folder.file("citations.txt", "2 1\n3 1\n3 2\n")
    let files = try await Program.run(["import", "citations.txt", "-o", "bare.lgraph"], in: folder.url)
    #expect(files.status == 0)
    for measure in ["lcs-per-year", "lcs-beginning", "lcs-end", "citerank", "cd", "mcd"] {
      let run = try await Program.run(["rank", "--corpus", "bare.lgraph", "--by", measure], in: folder.url)
      #expect(run.status == 65)
      #expect(run.errors.hasPrefix("lineage: error: --by \(measure) goes by dates, and no paper has one\n"))
    }
    let run = try await Program.run(["rank", "--corpus", "bare.lgraph"], in: folder.url)
    #expect(run.status == 0)
    #expect(run.output.contains("   1    2  —     1\n"))
    let other = try await Program.run(
      ["rank", "--corpus", "bare.lgraph", "--following", "updates"], in: folder.url)
    #expect(other.status == 64)
    #expect(other.errors.contains("holds only “cites”"))
  }

  @Test(arguments: [
    (["--by", "lcs", "--damping", "0.5"], "--damping belongs to --by pagerank, not to --by lcs."),
    (["--by", "pagerank", "--window", "all"], "--window belongs to --by cd and --by mcd, not to --by pagerank."),
    (["--exact"], "--exact belongs to --by ancestors and --by descendants, not to --by lcs."),
    (["--by", "cd", "--beginning-years", "2"], "--beginning-years belongs to --by lcs-beginning"),
    (["--by", "pagerank", "--damping", "1"], "--damping is a probability, from 0 to less than 1."),
    (["--by", "pagerank", "--damping", "nan"], "--damping is a probability"),
    (["--by", "citerank", "--characteristic-years", "0"], "--characteristic-years is more than 0."),
    (["--by", "cd", "--window", "0"], "--window counts years, from 1, or is “all”."),
    (["--top", "0"], "--top counts papers, from 1, or is “all”."), (["--top", "many"], "is invalid"),
    (["--by", "hindex"], "lcs-per-year"),
  ])
  func mistakesAreNamed(_ arguments: [String], _ words: String) async throws {
    let run = try await Program.run(["rank"] + arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.contains(words))
  }

  @Test func aCorpusIsRankedAlongAllKinds() async throws {
    let run = try await Program.run("rank", "--format", "json", "--top", "5")
    #expect(run.status == 0)
    #expect(run.errors == Program.bundledNote)
    let answer = try run.json()
    #expect((answer["following"] as? [String])?.count == 7)
    #expect(
      try Self.lines(answer) == ["1 gpt-3 9.0", "1 llama 9.0", "1 gpt-4 9.0", "1 llama-2 9.0", "5 transformer 7.0"])
    #expect(["papers", "unlistedTies"].map { answer[$0] as? Int } == [74, 1])
    let updates = try await Program.run("rank", "--following", "updates", "--format", "json", "--top", "1")
    #expect((try updates.json())["following"] as? [String] == ["updates"])
    // Without external works the 26 of the list are all there is.
    let members = try await Program.run("rank", "--no-external", "--format", "json", "--top", "all", "--by", "pagerank")
    let list = try members.json()
    #expect(list["papers"] as? Int == 26)
    let scores = try #require(list["ranking"] as? [[String: Any]]).compactMap { $0["score"] as? Double }
    #expect(scores.count == 26)
    #expect(abs(scores.reduce(0, +) - 1) < 1e-12)
  }

  @Test func nothingToRankIsStatusOne() async throws {
    let run = try await Program.run("rank", "--corpus", "-", "--format", "json", input: "papers: []\n")
    #expect(run.status == 1)
    #expect((try run.json()["ranking"] as? [Any])?.isEmpty == true)
  }

  // MARK: - Similar papers

  private static func similar(_ arguments: String..., in folder: TemporaryFolder) async throws -> [String: Any] {
    let run = try await Program.run(
      ["similar", "--corpus", "network.lgraph", "--format", "json"] + arguments, in: folder.url)
    #expect(run.status == 0)
    return try run.json()
  }

  @Test func similarPapersShareCitersOrReferences() async throws {
    let folder = try await Self.network()
    // C is cited by E and H; E by G; F by H and I; G by H. F and G share one citer with C.
    let cited = try await Self.similar("C", "--by", "co-citation", in: folder)
    let first = try #require(cited["similar"] as? [[String: Any]])
    #expect(first.map { $0["id"] as? String } == ["G", "F"])
    #expect(first.map { $0["coCitations"] as? Int } == [1, 1])
    #expect(first.map { $0["score"] as? Double } == [(0.5).squareRoot(), 0.5])
    #expect(first.allSatisfy { $0["sharedReferences"] == nil })
    #expect(cited["related"] as? Int == 2)
    let coupled = try await Self.similar("C", "--by", "coupling", "--measure", "jaccard", in: folder)
    let second = try #require(coupled["similar"] as? [[String: Any]])
    // C cites A and B; D and J cite B alone.
    #expect(second.map { $0["id"] as? String } == ["D", "J"])
    #expect(second.map { $0["score"] as? Double } == [0.5, 0.5])
    #expect(second.map { $0["rank"] as? Int } == [1, 1])
    let one = try await Self.similar("C", "--by", "coupling", "--measure", "count", "--top", "1", in: folder)
    #expect(["related", "shown", "unlistedTies"].map { one[$0] as? Int } == [2, 1, 1])
    let mixed = try await Self.similar("C", in: folder)
    #expect(
      Set(mixed.keys) == [
        "paper", "by", "measure", "following", "related", "shown", "unlistedTies", "similar",
      ])
    #expect(mixed["by"] as? String == "mixed")
    #expect(mixed["measure"] as? String == "salton")
    #expect(mixed["related"] as? Int == 4)
    let entry = try #require((mixed["similar"] as? [[String: Any]])?.first)
    #expect(Set(entry.keys) == ["id", "name", "date", "rank", "score", "coCitations", "sharedReferences"])
    let csv = try await Program.run(
      ["similar", "C", "--corpus", "network.lgraph", "--format", "csv", "--top", "1"], in: folder.url)
    #expect(csv.output.hasPrefix("rank,score,co-citations,shared references,id,name,date\n1,0.35355339059327"))
  }

  @Test func whatHasNothingInCommonIsStatusOne() async throws {
    let folder = try await Self.network()
    let run = try await Program.run(["similar", "B", "--by", "coupling", "--corpus", "network.lgraph"], in: folder.url)
    #expect(run.status == 1)
    #expect(run.output.contains("no paper has anything in common with it\n"))
    let unknown = try await Program.run(["similar", "Z", "--corpus", "network.lgraph"], in: folder.url)
    #expect(unknown.status == 64)
    #expect(try await Program.run("similar", "llama", "--by", "sound").status == 64)
    #expect(try await Program.run("similar", "llama", "--top", "0").status == 64)
  }

  @Test func theBundledCorpusHasSimilarPapers() async throws {
    let run = try await Program.run("similar", "medusa", "--by", "coupling", "--format", "json", "--top", "2")
    let similar = try #require(try run.json()["similar"] as? [[String: Any]])
    #expect(similar.map { $0["id"] as? String } == ["flm-101b", "specinfer"])
    #expect(similar.map { $0["sharedReferences"] as? Int } == [5, 6])
  }
}
