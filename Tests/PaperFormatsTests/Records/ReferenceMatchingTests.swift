import Foundation
import PaperLineage
import Testing

@testable import PaperFormats

/// References of real exports, each looked up by hand among the records of these files: by DOI, first author, year,
/// source, volume and page, and the words of the title.
///
/// Drawn at random, by a seed, from three heaps: 28 of the 39 references whose paper is among the records, 12 of those
/// that are easily mistaken, as they share an author and a year or the beginning of a title with a record, and 10 of the
/// rest.
@Suite(.enabled(if: WildFiles.folder != nil, "needs ../shared/wild"))
struct ReferenceMatchingTests {
  private enum File: String, CaseIterable {
    case tethne = "wos/diging+tethne/wos.txt"
    case sample = "wos/massimoaria+bibliometrix/wos_sample.txt"
    case isi = "wos/JabRef+jabref/IsiImporterTestWOS.isi"
    case older = "scopus/NLeSC+litstudy/scopus.csv"
    case newer = "scopus/massimoaria+bibliometrix/scopus_sample.csv"
    case crossref = "crossref/opencitations+index/crossref_dump.json"

    func read() throws -> RecordReading {
      let file = try WildFiles.text(rawValue)
      return switch self {
      case .tethne, .sample, .isi: WebOfScienceReader.read(file)
      case .older, .newer: ScopusReader.read(file)
      case .crossref: CrossrefReader.read(file)
      }
    }
  }

  /// A reference, what it says, and the paper that it means.
  private struct Annotation {
    let file: File
    /// The DOI, or the number in Scopus, of the record that has it.
    let citing: String
    /// Which one of its list it is.
    let number: Int
    let author: String
    let year: Int?
    let volume: String
    let page: String
    /// The DOI, or the number in Scopus, of the paper it means; `nil` if no record is of that paper.
    let cited: String?

    init(
      _ file: File, _ citing: String, _ number: Int, _ author: String, _ year: Int?, _ volume: String, _ page: String,
      _ cited: String?
    ) {
      (self.file, self.citing, self.number, self.author) = (file, citing, number, author)
      (self.year, self.volume, self.page, self.cited) = (year, volume, page, cited)
    }
  }

  private static let annotations = [
    Annotation(.tethne, "10.1016/j.marpol.2012.06.020", 3, "Anderson", 2010, "", "", nil),
    Annotation(.tethne, "10.1111/j.1574-6941.2012.01377.x", 20, "Evans", 2003, "57", "1159", nil),
    Annotation(.sample, "10.1080/00396265.2026.2635057", 3, "Aria", 2017, "11", "959", "10.1016/j.joi.2017.08.007"),
    Annotation(.sample, "10.21031/epod.1069307", 4, "Aria", 2017, "11", "959", "10.1016/j.joi.2017.08.007"),
    Annotation(.sample, "10.3389/abp.2026.15244", 1, "Aria", 2017, "11", "959", "10.1016/j.joi.2017.08.007"),
    Annotation(.sample, "10.3389/abp.2026.15244", 5, "Chou", 2024, "38", "778", nil),
    Annotation(.sample, "10.1016/j.simpa.2025.100766", 1, "Aria", 2017, "11", "959", "10.1016/j.joi.2017.08.007"),
    Annotation(.older, "10.1109/5.24143", 304, "Yamasaki", 1984, "31", "307", nil),
    Annotation(.older, "10.1038/s41598-022-04849-0", 4, "Hardy", 2004, "2", "619", nil),
    Annotation(.older, "10.1371/journal.pcbi.1010383", 32, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(
      .older, "10.1371/journal.pcbi.1010383", 95, "Grunwald", 2008, "92", "189", "10.1016/j.biosystems.2008.02.005"),
    Annotation(
      .older, "10.1371/journal.pcbi.1010383", 101, "Scheidel", 2016, "12", "e1005200", "10.1371/journal.pcbi.1005200"),
    Annotation(.older, "10.1007/978-3-030-76787-7_9", 1, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "10.1007/978-3-030-76787-7_9", 54, "Gogolinska", 2016, "50", "401", "10.1051/ro/2015043"),
    Annotation(.older, "10.1016/j.biosystems.2020.104332", 35, "Maeda", 2009, "2", "2", nil),
    Annotation(.older, "10.1016/j.biosystems.2020.104332", 37, "Matsuno", 2006, "89", "3166", nil),
    Annotation(.older, "10.1109/access.2021.3097550", 33, "Obaid", 2018, "", "635", "10.1007/978-3-319-95171-3_50"),
    Annotation(.older, "10.1186/s12918-018-0627-1", 19, "Bardini", 2017, "", "128", "10.1109/bibm.2017.8217637"),
    Annotation(
      .older, "10.1371/journal.pcbi.1005200", 19, "Grunwald", 2008, "92", "189", "10.1016/j.biosystems.2008.02.005"),
    Annotation(.older, "10.1038/npjsba.2016.32", 23, "Breitling", 2008, "9", "404", "10.1093/bib/bbn026"),
    Annotation(.older, "10.1016/j.biosystems.2015.01.008", 117, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "10.1051/ro/2015043", 16, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "10.1186/1471-2105-14-s6-s11", 34, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "10.3389/fnene.2012.00002", 31, "Rail", 1957, "126", "454", nil),
    Annotation(.older, "10.1007/s11047-009-9164-6", 17, "Nagasaki", 2004, "15", "180", nil),
    Annotation(.older, "10.1007/s11047-009-9143-y", 56, "Peccoud", 2007, "23", "3412", nil),
    Annotation(.older, "10.1186/1752-0509-5-69", 9, "Joly", 2010, "34", "797", nil),
    Annotation(.older, "2-s2.0-84871395943", 21, "Winters", 2002, "47", "591", nil),
    Annotation(.older, "2-s2.0-84871395943", 24, "Zevedei-Oancea", 2003, "3", "323", "2-s2.0-0345602990"),
    Annotation(.older, "10.1371/journal.pone.0008600", 11, "Breitling", 2008, "9", "404", "10.1093/bib/bbn026"),
    Annotation(.older, "10.1371/journal.pone.0008600", 14, "Matsuno", 2006, "", "3166", nil),
    Annotation(.older, "10.1093/bib/bbn026", 6, "Cho", 2003, "2602", "127", nil),
    Annotation(.older, "10.1093/bib/bbn026", 26, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "10.1016/j.biosystems.2008.02.005", 6, "Chaouiya", 2004, "", "137", nil),
    Annotation(.older, "10.1016/j.biosystems.2008.02.005", 38, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "2-s2.0-84870211288", 5, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "10.1016/j.mbs.2007.07.003", 3, "Aubin", 1984, "", "", nil),
    Annotation(.older, "10.1007/11905455_3", 22, "Murata", 1989, "77", "541", "10.1109/5.24143"),
    Annotation(.older, "10.1007/11905455_3", 36, "Zevedei-Oancea", 2003, "3", "0029", "2-s2.0-0345602990"),
    Annotation(.older, "10.1016/j.jtbi.2005.03.018", 39, "Sujatha", 2005, "41", "19", nil),
    Annotation(.older, "10.1016/j.jtbi.2005.03.018", 42, "Zevedei-Oancea", 2003, "3", "323", "2-s2.0-0345602990"),
    Annotation(
      .older, "10.1016/j.compchemeng.2004.08.026", 20, "Oliveira", 2001, "63", "1163", "10.1006/bulm.2001.0263"),
    Annotation(.older, "10.1016/j.ymgme.2004.10.006", 31, "Moore", 2004, "", "392", nil),
    Annotation(.newer, "10.1177/20552076261415846", 14, "Tran", 2018, "", "", nil),
    Annotation(.newer, "10.1080/08164622.2025.2601299", 4, "Nichols", 2024, "54", "36", nil),
    Annotation(.newer, "10.1097/md.0000000000046688", 24, "Aria", 2017, "11", "959", "10.1016/j.joi.2017.08.007"),
    Annotation(.newer, "10.1007/s12672-025-02590-4", 21, "Kann", 2021, "39", "916", nil),
    Annotation(.newer, "10.1080/14703297.2025.2495909", 35, "Pan", 2023, "", "", nil),
    Annotation(.newer, "10.1007/s10067-025-07674-8", 20, "Aria", 2017, "11", "959", "10.1016/j.joi.2017.08.007"),
    Annotation(.crossref, "10.1108/jd-12-2013-0166", 24, "", nil, "", "", "10.1016/j.websem.2012.08.001"),
  ]

  private static func merged() throws -> (readings: [RecordReading], result: RecordMerger.Result) {
    let readings = try File.allCases.map { try $0.read() }
    return (readings, RecordMerger().merge(readings))
  }

  private static func isCalled(_ paper: Paper, _ name: String) -> Bool {
    paper.identifiers.contains { ($0.scheme == .doi || $0.scheme == .scopus) && $0.value == name }
  }

  @Test func precisionAndRecallOnFiftyReferences() throws {
    let (readings, result) = try Self.merged()
    #expect(Self.annotations.count == 50 && Self.annotations.count { $0.cited != nil } == 28)
    var (right, wrong, missed) = (0, 0, 0)
    for annotation in Self.annotations {
      let reading = try #require(readings.first { $0.file == annotation.file.rawValue })
      let record = try #require(reading.records.first { Self.isCalled($0.paper, annotation.citing) })
      let reference = record.references[annotation.number - 1]
      // It is the reference that was looked at.
      for fact in [annotation.author, annotation.year.map(String.init) ?? "", annotation.volume, annotation.page] {
        #expect(fact.isEmpty || reference.text?.contains(fact) == true, "\(annotation)")
      }
      let citing = try #require(result.parts.papers.first { Self.isCalled($0, annotation.citing) })
      let found = result.parts.relations.first { relation in
        relation.citing == citing.id && relation.evidence.contains { $0.locator == reference.locator }
      }
      let paper = found.flatMap { found in result.parts.papers.first { $0.id == found.cited } }
      switch (paper, annotation.cited) {
      case (nil, nil): break
      case (let paper?, let cited?) where Self.isCalled(paper, cited): right += 1
      case (nil, _?): missed += 1
      default:
        wrong += 1
        missed += annotation.cited == nil ? 0 : 1
      }
      #expect(
        paper.map { paper in annotation.cited.map { Self.isCalled(paper, $0) } ?? false } ?? (annotation.cited == nil),
        "\(annotation)")
    }
    let precision = Double(right) / Double(right + wrong)
    let recall = Double(right) / Double(right + missed)
    #expect(precision >= 0.99, "precision \(precision)")
    #expect(recall >= 0.95, "recall \(recall)")
  }

  /// All 39 references whose paper is among the records were found by hand; there are no others.
  @Test func everyFileGivesItsRelations() throws {
    let account = try Self.merged().result.account
    #expect(account.references == 3692 && account.relations == 39 && account.unmatched == 3653)
    let matched = Dictionary(uniqueKeysWithValues: account.files.map { ($0.file, $0.matched) })
    #expect(matched[File.older.rawValue] == 28 && matched[File.newer.rawValue] == 4)
    #expect(matched[File.sample.rawValue] == 5 && matched[File.crossref.rawValue] == 2)
    #expect(matched[File.tethne.rawValue] == 0 && matched[File.isi.rawValue] == 0)
  }

  @Test(arguments: [
    ("Hundley WG", "hundley"), ("Hundley, W. G.", "hundley"), ("VAN DER WALL EE", "vanderwall"),
    ("DE LA CRUZ JM", "delacruz"), ("DE ROOS A", "deroos"), ("van der Maaten L.J.P.", "vandermaaten"),
    ("Brummelen T. C.", "brummelen"), ("KIM RJ", "kim"), ("LI Q", "li"), ("J. Pearl", "pearl"), ("WU", "wu"),
    ("Jones-Oliveira J-B", "jonesoliveira"), ("Smith W G", "smith"),
  ])
  func familyNamesAreFoundBesideInitials(name: String, family: String) {
    #expect(ReferenceMatcher.familyName(name) == family)
  }

  /// The records of a file of the Web of Science, and which of them the references of the last one mean.
  @Test(arguments: [
    ("Hundley WG, 2010, J AM COLL CARDIOL, V55, P2614", true),
    ("HUNDLEY WG, 2010, J AM COLL CARDIOL, V55, P2614, DOI 10.1016/j.jacc.2009.11.011", true),
    ("[Anonymous], 2010, X, DOI [10.1016/J.JACC.2009.11.011, DOI 10.1016/j.jacc.2009.11.011]", true),
    // A year off is forgiven if the journal is the same.
    ("Hundley WG, 2009, J AM COLL CARDIOL, V55, P2614", true), ("Hundley WG, 2009, CIRCULATION, V55, P2614", false),
    ("Hundley WG, 2008, J AM COLL CARDIOL, V55, P2614", false),
    ("Hundley WG, 2010, J AM COLL CARDIOL, V55, P2615", false),
    ("Hundley WG, 2010, J AM COLL CARDIOL, V56, P2614", false),
    ("Bluemke DA, 2010, J AM COLL CARDIOL, V55, P2614", false), ("Hundley WG, 2010, J AM COLL CARDIOL", false),
    ("Hundley WG, J AM COLL CARDIOL, V55, P2614", false),
    ("Dondero F, 2006, AQUAT TOXICOL, V78, pS13", true), ("Dondero F, 2006, AQUAT TOXICOL, V78, PS13", true),
    ("Dondero F, 2006, AQUAT TOXICOL, V78, P13", false), ("Garcia J, 2015, PLOS ONE, V10, ARTN e0123", true),
    ("Garcia J, 2015, PLOS ONE, V10, Pe0123", true),
  ])
  func citedReferencesOfTheWebOfScienceFindTheirRecords(reference: String, isFound: Bool) throws {
    func record(_ author: String, _ title: String, _ source: String, _ rest: [String]) -> String {
      (["PT J", "AU \(author)", "TI \(title)", "SO \(source)"] + rest + ["ER", ""]).joined(separator: "\n")
    }
    let text =
      "FN Clarivate\nVR 1.0\n"
      + record(
        "Hundley, WG", "Expert consensus", "JOURNAL OF THE AMERICAN COLLEGE OF CARDIOLOGY",
        ["PY 2010", "VL 55", "BP 2614", "EP 2662", "DI 10.1016/j.jacc.2009.11.011"])
      + record("Dondero, F", "Toxic effects", "AQUATIC TOXICOLOGY", ["PY 2006", "VL 78", "SU S", "BP S13", "EP S24"])
      + record("Garcia, J", "Open things", "PLOS ONE", ["PY 2015", "VL 10", "AR e0123"])
      + record("Last, A", "The one that cites", "X", ["PY 2020", "CR \(reference)"]) + "EF\n"
    let reading = WebOfScienceReader.read(CorpusFile(name: "savedrecs.txt", text: text))
    let account = RecordMerger().merge([reading]).account
    #expect(account.references == 1 && account.relations == (isFound ? 1 : 0))
  }

  /// The older layout of Scopus has the issue in parentheses behind the volume, and some lists no full stops.
  @Test func volumeIssueAndPageOfScopusAreTakenApart() {
    let reference = ScopusReferences.reference(
      "Murata, T., Petri nets: Properties, analysis and applications (1989) Proc. IEEE, 77 (4), pp. 541-580")
    #expect(reference.volume == "77" && reference.firstPage == "541" && reference.venue == "Proc. IEEE")
    let bare = ScopusReferences.reference(
      "Scheidel, J, Amstein, L, In silico knockout studies (2016) PLoS Comput Biol, 12 (12), p. e1005200. , https://x.org"
    )
    #expect(bare.firstAuthor == "Scheidel, J" && bare.title == "In silico knockout studies")
    #expect(bare.volume == "12" && bare.firstPage == "e1005200")
  }
}
