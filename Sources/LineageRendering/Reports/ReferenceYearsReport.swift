public import CitationGraph
public import PaperLineage

/// Which years a field goes back to: references by the year of what they cite, and the years that stand out.
public struct ReferenceYearsReport: Report {
  let years: [Year]
  let peaks: [Peak]
  let peakCount: Int
  let referenceCount: Int
  let undatedReferenceCount: Int
  let dateChoice: DateChoice?

  struct Year: Encodable, Sendable {
    let year: Int
    let references: Int
    let deviation: Int
    let isPeak: Bool

    private enum CodingKeys: String, CodingKey {
      case year, references, deviation
      case isPeak = "peak"
    }
  }

  struct Peak: Encodable, Sendable {
    let rank: Int
    let year: Int
    let references: Int
    let deviation: Int
    /// Whether the median takes in years before the first or after the last cited one.
    let atEdge: Bool
    let mostCited: [CitedPaper]
  }

  /// Sums up a spectrum.
  ///
  /// - Parameters:
  ///   - spectrum: The references of the network by year.
  ///   - dateChoice: Which dates count, if there is a choice.
  ///   - limit: How many peaks are listed, the highest first; `nil` for all.
  public init(_ spectrum: ReferenceYears, of network: CitationNetwork, dateChoice: DateChoice?, limit: Int?) {
    let isPeak = Set(spectrum.peaks.map(\.year))
    years = spectrum.years.map {
      Year(
        year: $0.year, references: $0.referenceCount, deviation: $0.deviation, isPeak: isPeak.contains($0.year))
    }
    peakCount = spectrum.peaks.count
    let (firstYear, lastYear) = (spectrum.years.first?.year ?? 0, spectrum.years.last?.year ?? 0)
    peaks = spectrum.peaks.prefix(limit ?? peakCount).enumerated().map { place, peak in
      Peak(
        rank: place + 1, year: peak.year, references: peak.referenceCount, deviation: peak.deviation,
        atEdge: peak.year < firstYear + 2 || peak.year > lastYear - 2,
        mostCited: peak.mostCited.map {
          CitedPaper($0, citations: network.graph.citationCount(of: $0), in: network)
        })
    }
    referenceCount = network.graph.relationCount
    undatedReferenceCount = spectrum.undatedReferenceCount
    self.dateChoice = dateChoice
  }

  /// Whether no reference goes to a year.
  public var isEmpty: Bool { years.isEmpty }

  private enum CodingKeys: String, CodingKey {
    case subject = "of"
    case date, references, undatedReferences, years, count, shown, peaks
  }

  /// `{"of": "reference-years", "date", "references", "undatedReferences", "years": [{"year", "references", "deviation",
  /// "peak"}…], "count", "shown", "peaks": [{"rank", "year", "references", "deviation", "atEdge", "mostCited": [paper and
  /// {"citations"}…]}…]}`, a paper being `{"id", "name", "date"}`. `count` is the number of peaks. `deviation` is less
  /// the median of five years; `atEdge` says that some of these lie before the first or after the last cited year.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("reference-years", forKey: .subject)
    try container.encodeIfPresent(dateChoice, forKey: .date)
    try container.encode(referenceCount, forKey: .references)
    try container.encode(undatedReferenceCount, forKey: .undatedReferences)
    try container.encode(years, forKey: .years)
    try container.encode(peakCount, forKey: .count)
    try container.encode(peaks.count, forKey: .shown)
    try container.encode(peaks, forKey: .peaks)
  }

  public var table: Table {
    Table(
      [
        .init("year"), .init("references", isNumeric: true), .init("deviation", isNumeric: true), .init("peak"),
      ],
      rows: years.map { ["\($0.year)", "\($0.references)", "\($0.deviation)", $0.isPeak ? "yes" : ""] })
  }

  public func text(_ layout: TextLayout) -> String {
    let language = layout.language
    func number(_ value: Int) -> String { Figures.grouped(value) }
    var text = layout.styled(language("references by year of the cited paper", "按被引论文年份统计的引用"), .strong) + "\n"
    var facts = [
      language(
        "\(number(peakCount)) \(peakCount == 1 ? "year stands" : "years stand") out from the median of five years",
        "\(number(peakCount)) 个年份高于五年中位数")
    ]
    if let dateChoice { facts.append(language("dates: ", "日期：") + dateChoice.word(in: language)) }
    text += facts.joined(separator: " · ").wrapped(toWidth: layout.width)
      .map { layout.styled($0, .faint) + "\n" }.joined()

    let cited = years.filter { $0.references > 0 }
    if let most = cited.map(\.references).max() {
      let room = min(40, layout.width - 40)
      text +=
        "\n"
        + Table(
          [
            .init(language("year", "年份")), .init(language("references", "引用"), isNumeric: true),
            .init(language("deviation", "偏差"), isNumeric: true), .init(""), .init(""),
          ],
          rows: cited.map {
            [
              "\($0.year)", number($0.references), number($0.deviation), $0.isPeak ? language("peak", "峰") : "",
              String(repeating: "█", count: max(1, (2 * $0.references * room + most) / (2 * most))),
            ]
          }
        ).text(layout)
    }
    if !peaks.isEmpty {
      text += "\n" + layout.styled(language("what the peaks are made of", "各峰年被引最多的论文"), .strong) + "\n"
      text += Table(
        [
          .init(language("rank", "名次"), isNumeric: true), .init(language("year", "年份")),
          .init(language("deviation", "偏差"), isNumeric: true), .init(language("citations", "被引"), isNumeric: true),
          .init(language("date", "日期")), .init(language("paper", "论文")),
        ],
        rows: peaks.flatMap { peak in
          peak.mostCited.enumerated().map { place, paper in
            (place == 0 ? ["\(peak.rank)", "\(peak.year)", number(peak.deviation)] : ["", "", ""]) + [
              number(paper.citations), paper.card.date?.description ?? "—", paper.card.label,
            ]
          }
        }
      ).text(layout)
    }
    var notes: [String] = []
    if cited.count < years.count {
      let left = years.count - cited.count
      notes.append(
        language(
          "\(number(left)) \(left == 1 ? "year" : "years") without references left out", "略去 \(number(left)) 个无引用的年份"))
    }
    if peakCount > peaks.count {
      notes.append(
        language(
          "not shown: \(number(peakCount - peaks.count)) lower peaks (--top)",
          "未列出：\(number(peakCount - peaks.count)) 个较低的峰（--top）"))
    }
    if peaks.contains(where: \.atEdge) {
      notes.append(
        language(
          "the first two and the last two years stand out easily: years beyond count as 0 in their medians",
          "最早两年和最晚两年容易显得突出：范围外的年份在中位数中计为 0"))
    }
    if undatedReferenceCount > 0 {
      notes.append(
        language(
          "\(number(undatedReferenceCount)) of \(number(referenceCount)) references go to papers without such a date",
          "\(number(referenceCount)) 条引用中有 \(number(undatedReferenceCount)) 条的被引论文无此日期"))
    }
    return text + layout.notes(notes)
  }
}
