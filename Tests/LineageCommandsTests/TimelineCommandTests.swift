import Testing

struct TimelineCommandTests {
  private func periods(_ arguments: String...) async throws -> [(period: String, count: Int, names: [String])] {
    let run = try await Program.run(["timeline", "--format", "json"] + arguments)
    let answer = try run.json()
    #expect(Set(answer.keys) == ["by", "date", "periods", "unplaced"])
    return try #require(answer["periods"] as? [[String: Any]]).map { period in
      let papers = try #require(period["papers"] as? [[String: Any]])
      #expect(papers.allSatisfy { $0["id"] is String && $0["name"] is String })
      return (
        try #require(period["period"] as? String), try #require(period["count"] as? Int),
        papers.compactMap { $0["name"] as? String }
      )
    }
  }

  @Test func thirteenMonths() async throws {
    let months = try await periods()
    #expect(
      months.map(\.period) == (1...12).map { $0 < 10 ? "2023-0\($0)" : "2023-\($0)" } + ["2024-01"])
    #expect(months.map(\.count) == [1, 1, 1, 1, 5, 1, 3, 3, 2, 2, 1, 3, 2])
    #expect(months.allSatisfy { $0.count == $0.names.count })
    #expect(months.last?.names == ["Mixtral", "Medusa"])
    let answer = try await Program.run("timeline", "--format", "json").json()
    #expect(answer["by"] as? String == "month")
    #expect(answer["date"] as? String == "listed")
    #expect((answer["unplaced"] as? [Any])?.isEmpty == true)
  }

  @Test func bySubmissionWithEmptyMonths() async throws {
    let months = try await periods("--date", "submitted")
    #expect(months.first?.period == "2022-10")
    #expect(months.last?.period == "2024-02")
    #expect(months.count == 17)
    #expect(months.first { $0.period == "2022-10" }?.names == ["GPTQ"])
    #expect(months.first { $0.period == "2022-11" }?.names == ["Speculative Decoding"])
    #expect(months.first { $0.period == "2022-12" }?.count == 0)
    let text = try await Program.run("timeline", "--date", "submitted").output
    #expect(text.contains("\n2022-12             ·\n"))
    let csv = try await Program.run("timeline", "--date", "submitted", "--format", "csv").output
    #expect(csv.contains("\n2022-12,0,,,,,,\n"))
  }

  @Test func byQuarterAndYear() async throws {
    #expect(
      try await periods("--by", "quarter").map { "\($0.period) \($0.count)" } == [
        "2023-Q1 3", "2023-Q2 7", "2023-Q3 8", "2023-Q4 6", "2024-Q1 2",
      ])
    #expect(try await periods("--by", "year").map { "\($0.period) \($0.count)" } == ["2023 24", "2024 2"])
  }

  @Test func aRangeOfTime() async throws {
    let months = try await periods("--from", "2023-05", "--to", "2023-Q3")
    #expect(months.map(\.count) == [5, 1, 3, 3, 2])
    #expect(try await periods("--from", "2024").map(\.period) == ["2024-01"])
    #expect(try await Program.run("timeline", "--from", "2023-13").status == 64)
    #expect(try await Program.run("timeline", "--from", "2024", "--to", "2023").status == 64)
    let none = try await Program.run("timeline", "--from", "2030")
    #expect(none.status == 1)
  }

  @Test(arguments: ["基座", "foundation", "Foundation models"])
  func oneTopic(_ topic: String) async throws {
    let months = try await periods("--topic", topic)
    #expect(months.reduce(0) { $0 + $1.count } == 9)
    let wrong = try await Program.run("timeline", "--topic", "fundation")
    #expect(wrong.status == 64)
    #expect(wrong.complaints.contains("did you mean “foundation”?"))
  }

  @Test func inChinese() async throws {
    let text = try await Program.run("timeline", "--lang", "zh").output
    #expect(text.hasPrefix("2023 AI 核心论文 · 按月，收录日期\n26 篇论文 · 13 个月 · 最多 2023-05（5 篇）"))
    #expect(text.contains("基座 2 · 智能体 1 · 端侧 2"))
  }

  @Test func withExternalWorks() async throws {
    let run = try await Program.run("timeline", "--external", "--date", "earliest", "--by", "year", "--format", "json")
    let answer = try run.json()
    let counts = try #require(answer["periods"] as? [[String: Any]]).compactMap { $0["count"] as? Int }
    let unplaced = try #require(answer["unplaced"] as? [Any]).count
    #expect(counts.reduce(0, +) + unplaced == 74)
  }
}
