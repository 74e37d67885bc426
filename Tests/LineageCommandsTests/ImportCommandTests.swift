import Foundation
import Testing

struct ImportCommandTests {
  private static let digest = """
    两篇论文

    甲组

    Alpha: One

    发布时间：2021.03

    发表单位：某大学

    摘要：甲。

    乙组

    Beta: Two

    影响力：有用

    摘要：基于 Alpha。

    相关文章
    """

  @Test func aListBecomesACorpusFileWithAnAccount() async throws {
    let folder = try TemporaryFolder()
    try folder.file("list.txt", Self.digest)
    let run = try await Program.run(["import", "list.txt", "-o", "corpus.yaml"], in: folder.url)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(
      run.errors == """
        list.txt: 2 papers, 1 without date, 1 without organization; 1 block not placed
          line 21: after the last paper: 相关文章

        """)
    let yaml = try String(contentsOf: folder.url.appending(component: "corpus.yaml"), encoding: .utf8)
    #expect(
      yaml == """
        title: 两篇论文
        date: listed
        topics:
          甲组: {label: 甲组}
          乙组: {label: 乙组}

        papers:
          - id: alpha
            title: "Alpha: One"
            name: Alpha
            dates: {listed: 2021-03}
            organizations: [某大学]
            listed-organization: 某大学
            topic: 甲组
            abstract: 甲。
            source: "list.txt:5"

          - id: beta
            title: "Beta: Two"
            name: Beta
            topic: 乙组
            impact: 有用
            abstract: 基于 Alpha。
            source: "list.txt:15"

        """)
    // The corpus file is read as the list is, and importing it again changes nothing.
    let again = try await Program.run(["import", "corpus.yaml"], in: folder.url)
    #expect(again.output == yaml)
    let shown = try await Program.run(["show", "beta", "--corpus", "list.txt"], in: folder.url)
    #expect(shown.status == 0)
    #expect(
      shown.errors == """
        lineage: note: 1 block of list.txt could not be placed (lineage import list.txt shows them)
        lineage: note: the corpus has no relations; 1 was inferred from its texts (“lineage infer” shows them)

        """)
  }

  @Test(arguments: [
    ("@article{a, title = {A}}\n", "BibTeX"), ("TY  - JOUR\nTI  - A\nER  - \n", "RIS"),
    ("*Vertices 1\n1 \"a\"\n", "a Pajek file"), ("<?xml version=\"1.0\"?><a/>", "XML"),
    ("a,b,c\n1,2,3\n4,5,6\n", "a table of values between commas or tabs"), ("[{\"id\": 1}]", "JSON that is no corpus"),
    ("Just some words.\nAnd more of them.\n", "plain text without papers"),
  ])
  func otherFormatsAreRefused(_ text: String, _ words: String) async throws {
    let run = try await Program.run(["stats", "--corpus", "-"], input: text)
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(
      run.errors == """
        lineage: error: “-” looks like \(words), which cannot be read
          → give a corpus file (YAML or JSON), a labelled digest, or a Markdown list with links to papers

        """)
  }
}
