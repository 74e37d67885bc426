import Foundation
import Testing

/// `clusters`, `bursts` and `lineages`, of the bundled corpus and of bare networks.
struct GroupCommandTests {
  /// A folder with two groups of four papers that cite each other in time and are joined by one citation, a pair, and a
  /// paper that is cited by a date of 2004 only.
  private static func groups() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file(
      "arcs.txt", "b a\nc a\nd a\nc b\nd b\nd c\nf e\ng e\nh e\ng f\nh f\nh g\ne d\nz y\n")
    try folder.file(
      "papers.csv",
      """
      id,title,date
      a,Deep nets,2000-01
      b,Deep nets again,2000-05
      c,"Deep, wide nets",2001-02
      d,Wide nets,2001-03
      e,Graphs,2002-01
      f,Graphs of words,2002-02
      g,=Graphs(1),2003
      h,Graphs of trees,2003-02
      y,\u{1B}[31mRed,
      z,Blue,2004-01

      """)
    let made = try await Program.run(
      "import", "arcs.txt", "--papers", "papers.csv", "-o", "n.lgraph", in: folder.url)
    #expect(made.status == 0, "\(made.errors)")
    return folder
  }

  /// The network of the main path literature, its papers a year apart.
  private static func literature() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let arcs = "AC CE CH EG GH HK BC BD BJ DF DI FH FI IL IM JM MN".split(separator: " ")
    try folder.file("arcs.txt", arcs.map { "\($0.last!) \($0.first!)\n" }.joined())
    try folder.file(
      "dates.txt", "ABCDEFGHIJKLMN".enumerated().map { "\($1) \(1990 + $0)\n" }.joined())
    let made = try await Program.run(
      "import", "arcs.txt", "--dates", "dates.txt", "-o", "n.lgraph", in: folder.url)
    #expect(made.status == 0, "\(made.errors)")
    return folder
  }

  private func ids(_ papers: Any?) -> [String] {
    (papers as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
  }

  // MARK: - Clusters

  @Test func clustersOfANetwork() async throws {
    let folder = try await Self.groups()
    let run = try await Program.run("clusters", "--corpus", "n.lgraph", "--format", "json", in: folder.url)
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(
      Set(answer.keys) == [
        "following", "search", "papers", "relations", "inside", "mutualPairs", "undated", "count", "shown", "clusters",
        "alone",
      ])
    #expect(answer["papers"] as? Int == 10)
    #expect(answer["relations"] as? Int == 14)
    #expect(answer["inside"] as? Int == 13)
    #expect(answer["undated"] as? Int == 1)
    let clusters = try #require(answer["clusters"] as? [[String: Any]])
    // Undated rows come first.
    #expect(clusters.map { ids($0["papers"]) } == [["a", "b", "c", "d"], ["e", "f", "g", "h"], ["y", "z"]])
    #expect(clusters.map { ids($0["mostCited"]) } == [["a", "b", "c"], ["e", "f", "g"], ["y", "z"]])
    #expect(clusters[0]["firstDate"] as? String == "2000-01")
    #expect(clusters[0]["lastDate"] as? String == "2001-03")
    #expect((clusters[0]["relations"] as? [String: Int]) == ["inside": 6, "outgoing": 0, "incoming": 1])
    // Two cliques of 6 relations with 13 ends each, and a pair: Σ e/m − (K/2m)².
    let squares: Double = 13 * 13 + 13 * 13 + 2 * 2
    let expected: Double = 13.0 / 14 - squares / 784
    let search = try #require(answer["search"] as? [String: Any])
    #expect(abs((search["value"] as? Double ?? 0) - expected) < 1e-12)
    #expect(search["quality"] as? String == "modularity")
  }

  @Test func clustersUnderOptions() async throws {
    let folder = try await Self.groups()
    func answer(_ options: String...) async throws -> [String: Any] {
      try await Program.run(
        ["clusters", "--corpus", "n.lgraph", "--format", "json"] + options, in: folder.url
      ).json()
    }
    // As a density, above 1 nothing holds together; with 0 everything does that is joined.
    let fine = try await Program.run(
      "clusters", "--corpus", "n.lgraph", "--quality", "cpm", "--resolution", "1.5", "--format", "json",
      in: folder.url)
    #expect(fine.status == 1)
    #expect((try fine.json()["alone"] as? [String])?.count == 10)
    let coarse = try await answer("--quality", "cpm", "--resolution", "0")
    #expect((coarse["clusters"] as? [[String: Any]])?.compactMap { $0["size"] as? Int } == [8, 2])
    let one = try await answer("--top", "1", "--members", "0", "--runs", "3", "--seed", "7", "--iterations", "2")
    #expect(one["shown"] as? Int == 1)
    #expect(one["count"] as? Int == 3)
    #expect((one["search"] as? [String: Any])?["runs"] as? Int == 3)
    let csv = try await Program.run("clusters", "--corpus", "n.lgraph", "--format", "csv", in: folder.url)
    #expect(csv.output.hasPrefix("cluster,rank,citations,id,name,date\n1,1,3,a,Deep nets,2000-01\n"))
    #expect(csv.output.contains("2,3,1,g,'=Graphs(1),2003\n"))
    let text = try await Program.run("clusters", "--corpus", "n.lgraph", in: folder.url)
    #expect(text.output.contains("␛[31mRed"))
    #expect(!text.output.contains("\u{1B}"))
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func clustersOfTheBundledCorpus() async throws {
    let answer = try await Program.run("clusters", "--format", "json").json()
    let clusters = try #require(answer["clusters"] as? [[String: Any]])
    let members = clusters.flatMap { ids($0["papers"]) } + (answer["alone"] as? [String] ?? [])
    #expect(members.count == 74 && Set(members).count == 74)
    #expect((answer["following"] as? [String])?.count == 7)
    let listed = try await Program.run("clusters", "--no-external", "--format", "json").json()
    #expect(listed["papers"] as? Int == 26)
  }

  @Test func clustersAreDrawn() async throws {
    let folder = try await Self.groups()
    let run = try await Program.run(
      "clusters", "--corpus", "n.lgraph", "--output", "x.svg", "--members", "2", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let svg = try String(contentsOf: folder.url.appending(component: "x.svg"), encoding: .utf8)
    for id in ["a", "b", "e", "f", "y", "z"] { #expect(svg.contains("id=\"paper-\(id)\""), "\(id)") }
    #expect(!svg.contains("id=\"paper-c\""))
    let mixed = try await Program.run(
      "clusters", "--corpus", "n.lgraph", "--output", "y.svg", "--format", "json", in: folder.url)
    #expect(mixed.status == 64)
    try folder.file("none.txt", "1 1\n2 2\n")
    let none = try await Program.run("clusters", "--corpus", "none.txt", "--output", "z.svg", in: folder.url)
    #expect(none.status == 1)
    #expect(none.errors.contains("there is nothing to draw"))
    #expect(try !folder.names.contains("z.svg"))
  }

  // MARK: - Lineages

  @Test func lineagesOfANetwork() async throws {
    let folder = try await Self.groups()
    let run = try await Program.run(
      "lineages", "--corpus", "n.lgraph", "--top", "2", "--format", "json", in: folder.url)
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(Set(answer.keys) == ["following", "search", "count", "shown", "smaller", "alone", "lineages"])
    #expect(answer["count"] as? Int == 3)
    #expect(answer["smaller"] as? [String: Int] == ["lineages": 1, "papers": 2])
    let lineages = try #require(answer["lineages"] as? [[String: Any]])
    #expect(lineages.map { $0["name"] as? String } == ["Deep nets", "Graphs"])
    #expect(lineages.map { ids($0["mainPath"]) } == [["a", "b", "c", "d"], ["e", "f", "g", "h"]])
    #expect(lineages.map { ($0["root"] as? [String: Any])?["id"] as? String } == ["a", "e"])
    #expect(lineages.map { $0["tiedPaths"] as? String } == ["1", "1"])
    let text = try await Program.run("lineages", "--corpus", "n.lgraph", in: folder.url).output
    #expect(text.contains("main path   Deep nets → Deep nets again → Deep, wide nets → Wide nets"))
    #expect(try await Program.run("lineages", "--corpus", "n.lgraph", "-o", "x.dot", in: folder.url).status == 0)
    let refused = try await Program.run("lineages", "--top", "2")
    #expect(refused.status == 64)
  }

  /// The main path of a family counts paths among its own papers.
  @Test func theMainPathOfTheLiteratureNetwork() async throws {
    let folder = try await Self.literature()
    let answer = try await Program.run("lineages", "--corpus", "n.lgraph", "--format", "json", in: folder.url).json()
    let lineages = try #require(answer["lineages"] as? [[String: Any]])
    // 13 of 17 relations inside, with 14, 9 and 11 ends: 13/17 − (14² + 9² + 11²)/34².
    let value = (answer["search"] as? [String: Any])?["value"] as? Double ?? 0
    #expect(abs(value - (884.0 - 398) / 1156) < 1e-12)
    #expect(lineages.map { ids($0["papers"]).joined() } == ["ACEGHK", "BJMN", "DFIL"])
    // B leads to C too, but from outside: in the whole network C → E would carry 2 paths, here it is 1.
    #expect(lineages.map { ids($0["mainPath"]).joined() } == ["ACEGHK", "BJMN", "DFIL"])
    #expect(lineages.map { $0["outside"] as? Int } == [2, 3, 3])
  }

  @Test func aNetworkWithoutCitations() async throws {
    let folder = try TemporaryFolder()
    try folder.file("none.txt", "1 1\n2 2\n")
    for command in ["lineages", "clusters", "bursts"] {
      let run = try await Program.run(command, "--corpus", "none.txt", in: folder.url)
      #expect(run.status == 1, "\(command)")
      #expect(!run.output.isEmpty)
    }
  }

  // MARK: - Bursts

  /// The series that FACTS gives: r = 0 2 1 6 7 2 1 7 1 0 of d = 20 each bursts at 3–4 (weight 4.4294) and 7 (2.6461).
  @Test func knownBurstsOfCitations() async throws {
    let folder = try TemporaryFolder()
    var arcs = ""
    var dates = "x 1990\ny 1990\n"
    for (year, relevant) in [0, 2, 1, 6, 7, 2, 1, 7, 1, 0].enumerated() {
      for number in 0..<20 {
        arcs += "p\(year)-\(number) \(number < relevant ? "x" : "y")\n"
        dates += "p\(year)-\(number) \(2000 + year)\n"
      }
    }
    try folder.file("arcs.txt", arcs)
    // Cited papers without date do not stretch the years.
    try folder.file("dates.txt", dates.replacing("x 1990\ny 1990\n", with: ""))
    _ = try await Program.run("import", "arcs.txt", "--dates", "dates.txt", "-o", "n.lgraph", in: folder.url)
    let run = try await Program.run("bursts", "--corpus", "n.lgraph", "--format", "json", in: folder.url)
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(
      Set(answer.keys) == [
        "of", "by", "scaling", "gamma", "periods", "undated", "tooCoarse", "unplaced", "items", "count", "shown",
        "bursts",
      ])
    #expect(answer["by"] as? String == "year")
    #expect(answer["undated"] as? Int == 2)
    #expect(
      (answer["periods"] as? [[String: Any]])?.compactMap { $0["total"] as? Int } == Array(repeating: 20, count: 10))
    let bursts = (answer["bursts"] as? [[String: Any]] ?? []).filter { $0["item"] as? String == "x" }
    #expect(bursts.map { $0["start"] as? String } == ["2003", "2007"])
    #expect(bursts.map { $0["end"] as? String } == ["2004", "2007"])
    #expect(bursts.map { $0["counts"] as? [Int] } == [[6, 7], [7]])
    for (burst, weight) in zip(bursts, [4.4294, 2.6461]) {
      #expect(abs((burst["weight"] as? Double ?? 0) - weight) < 5e-5)
      #expect(abs((burst["usualRate"] as? Double ?? 0) - 0.135) < 1e-12)
    }
    let text = try await Program.run("bursts", "--corpus", "n.lgraph", in: folder.url).output
    #expect(text.contains("   1    4.43  2003   2004  ·▃▂▇█▃▂█▂·"))
    let months = try await Program.run("bursts", "--corpus", "n.lgraph", "--by", "month", in: folder.url)
    #expect(months.status == 1)
    #expect(months.output.contains("200 whose date tells no month"))
  }

  @Test func burstsOfTerms() async throws {
    let folder = try await Self.groups()
    let run = try await Program.run(
      "bursts", "--of", "terms", "--by", "year", "--gamma", "0.2", "--corpus", "n.lgraph", "--format", "json",
      in: folder.url)
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(answer["undated"] as? Int == 1)
    #expect((answer["periods"] as? [[String: Any]])?.compactMap { $0["total"] as? Int } == [2, 2, 2, 2, 1])
    let bursts = try #require(answer["bursts"] as? [[String: Any]])
    let spans = Dictionary(
      bursts.map { ($0["item"] as? String ?? "", [$0["start"] as? String, $0["end"] as? String]) }
    ) { first, _ in first }
    #expect(spans["nets"] == ["2000", "2001"])
    #expect(spans["graphs"] == ["2002", "2003"])
  }

  @Test func burstsOfACorpus() async throws {
    for subject in ["papers", "terms", "topics", "organizations"] {
      let answer = try await Program.run("bursts", "--of", subject, "--gamma", "0.1", "--format", "json").json()
      #expect(answer["by"] as? String == "month", "\(subject)")
      #expect(answer["date"] as? String == "listed")
      // External works are on no list and take part in no month of it.
      #expect(answer["undated"] as? Int == 48)
      #expect((answer["periods"] as? [Any])?.count == 13)
      #expect(answer["count"] as? Int == (answer["bursts"] as? [Any])?.count)
    }
    let earliest = try await Program.run("bursts", "--date", "earliest", "--format", "json").json()
    #expect(earliest["by"] as? String == "year")
    #expect(earliest["undated"] as? Int == 0)
    let topics = try await Program.run("bursts", "--of", "topics", "--gamma", "0", "--lang", "zh")
    #expect(topics.status == 0)
    #expect(topics.output.contains("智能体") || topics.output.contains("基座"))
  }

  @Test func referenceYears() async throws {
    let folder = try TemporaryFolder()
    // Twelve citations of 2002 and one of each year around.
    var arcs = ""
    var dates = ""
    for (year, count) in [1, 1, 12, 1, 1].enumerated() {
      dates += "c\(year) \(2000 + year)\n"
      for number in 0..<count {
        arcs += "p\(year)-\(number) c\(year)\n"
        dates += "p\(year)-\(number) 2010\n"
      }
    }
    try folder.file("arcs.txt", arcs + "q u\n")
    try folder.file("dates.txt", dates)
    _ = try await Program.run("import", "arcs.txt", "--dates", "dates.txt", "-o", "n.lgraph", in: folder.url)
    let answer = try await Program.run(
      "bursts", "--of", "reference-years", "--corpus", "n.lgraph", "--format", "json", in: folder.url
    ).json()
    #expect(Set(answer.keys) == ["of", "references", "undatedReferences", "years", "count", "shown", "peaks"])
    #expect(answer["undatedReferences"] as? Int == 1)
    let years = try #require(answer["years"] as? [[String: Any]])
    #expect(years.compactMap { $0["references"] as? Int } == [1, 1, 12, 1, 1])
    #expect(years.compactMap { $0["deviation"] as? Int } == [0, 0, 11, 0, 0])
    let peak = try #require((answer["peaks"] as? [[String: Any]])?.first)
    #expect(peak["year"] as? Int == 2002)
    #expect(peak["atEdge"] as? Bool == false)
    #expect(ids(peak["mostCited"]) == ["c2"])
    let bundled = try await Program.run("bursts", "--of", "reference-years", "--format", "json").json()
    #expect(bundled["date"] as? String == "earliest")
    #expect((bundled["peaks"] as? [[String: Any]])?.first?["year"] as? Int == 2023)
  }

  // MARK: - Usage

  @Test(arguments: [
    ["clusters", "--quality", "cpm"], ["clusters", "--resolution", "-1"], ["clusters", "--resolution", "nan"],
    ["clusters", "--runs", "0"], ["clusters", "--iterations", "0"], ["clusters", "--top", "0"],
    ["clusters", "--members", "-1"], ["clusters", "--seed", "-1"], ["bursts", "--of", "colours"],
    ["bursts", "--scaling", "1"], ["bursts", "--gamma", "-0.5"], ["bursts", "--top", "0"],
    ["bursts", "--of", "reference-years", "--by", "year"], ["lineages", "--top", "0"],
  ])
  func usage(_ arguments: [String]) async throws {
    let run = try await Program.run(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
  }

  @Test func whatABareNetworkDoesNotHave() async throws {
    let folder = try await Self.literature()
    for (options, words) in [
      (["bursts", "--of", "topics"], "knows no topics"),
      (["bursts", "--of", "organizations"], "knows no organizations"),
      (["bursts", "--of", "terms"], "no titles"), (["bursts", "--date", "listed"], "have one date each"),
      (["clusters", "--following", "extends"], "holds only “cites”"),
      (["lineages", "--following", "extends"], "holds only “cites”"),
    ] {
      let run = try await Program.run(options + ["--corpus", "n.lgraph"], in: folder.url)
      #expect(run.status == 64, "\(options)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
  }
}
