import PaperFormats
import PaperLineage
import Testing

/// An input with marks, and what is to be said about it, each line beginning with the number of its mark.
struct FaultCase: Sendable, CustomTestStringConvertible {
  let name: String
  let input: MarkedText
  let faults: [String]

  init(_ name: String, _ input: MarkedText, _ faults: String...) {
    (self.name, self.input, self.faults) = (name, input, faults)
  }

  var testDescription: String { name }
}

struct CorpusFaultTests {
  @Test(arguments: cases)
  func tellsWhatIsWrongAndWhere(_ fault: FaultCase) {
    let reading = reading(fault.input.text)
    #expect(reading.corpus == nil)
    #expect(reading.diagnostics.map(fault.input.line) == fault.faults)
    #expect(reading.diagnostics.allSatisfy { $0.severity == .error })
  }

  static let cases: [FaultCase] = [
    FaultCase(
      "text after a quoted text",
      """
      title: 核心论文 🚀
      papers:
        - id: a
          title: "甲 🚀" 1️⃣x
      """,
      "1 syntax: this is not valid YAML: did not find expected key (while parsing a block mapping at line "
        + "3) → check quotes, colons and indentation here and on the line above"),
    FaultCase(
      "quote never closed", "title: 核心\npapers:\n  - id: a\n    title: 1️⃣\"甲 🚀\n2️⃣",
      "2 syntax: this is not valid YAML: found unexpected end of stream (while scanning a quoted scalar at "
        + "line 4) → check quotes, colons and indentation here and on the line above"),
    FaultCase(
      "value in a value", "title: 论文 🚀1️⃣: x: y\n",
      "1 syntax: this is not valid YAML: mapping values are not allowed in this context → check quotes, "
        + "colons and indentation here and on the line above"),
    FaultCase(
      "tab for indentation", "papers:\n1️⃣\t- id: a\n",
      "1 syntax: this is not valid YAML: found character that cannot start any token (while scanning for "
        + "the next token at line 2) → check quotes, colons and indentation here and on the line above"),
    FaultCase(
      "NUL", "title: 论文 🚀 a1️⃣\0b\n",
      "1 syntax: this is not valid YAML: control characters are not allowed → check quotes, colons and "
        + "indentation here and on the line above"),
    FaultCase(
      "duplicate key", "papers:\n  - 1️⃣id: a\n    title: 甲\n    id: b\n",
      "1 syntax: this is not valid YAML: the key “id” stands twice in the same place → check quotes, "
        + "colons and indentation here and on the line above"),
    FaultCase(
      "two documents", "title: 甲\npapers: []\n1️⃣---\ntitle: 乙\n",
      "1 syntax: this is not valid YAML: a second document begins here, and a file holds one → check "
        + "quotes, colons and indentation here and on the line above"),
    FaultCase(
      "undefined alias", "title: 1️⃣*other\n",
      "1 syntax: this is not valid YAML: found undefined alias → check quotes, colons and indentation here "
        + "and on the line above"),
    FaultCase(
      "empty file", "1️⃣",
      "1 wrong-type: the file is empty → write “papers:” and a list of papers"),
    FaultCase(
      "only a comment", "1️⃣# 论文 🚀\n",
      "1 wrong-type: the file is empty → write “papers:” and a list of papers"),
    FaultCase(
      "list at the top", "# 论文\n1️⃣- id: a\n  title: 甲\n",
      "1 wrong-type: this is no corpus file: it holds a list where “papers:”, “topics:” … should stand → "
        + "see the README on the corpus format"),
    FaultCase(
      "text at the top", "1️⃣论文 🚀\n",
      "1 wrong-type: this is no corpus file: it holds a text where “papers:”, “topics:” … should stand → "
        + "see the README on the corpus format"),

    FaultCase(
      "unknown key of the file", "title: 甲\n1️⃣papres: []\n2️⃣作者: x\n",
      "1 unknown-key: “papres” is no key of a corpus file → did you mean “papers”? Otherwise use one of "
        + "title, date, topics or papers",
      "2 unknown-key: “作者” is no key of a corpus file → use one of title, date, topics or papers"),
    FaultCase(
      "unknown key of a topic", "topics:\n  基座: {label: 甲 🚀, 1️⃣lable: 乙}\n",
      "1 unknown-key: “lable” is no key of a topic → did you mean “label”? Otherwise use one of label or label-zh"),
    FaultCase(
      "unknown key of a paper", "papers:\n  - {id: a, title: 甲 🚀, 1️⃣arxiw: '2307.09288'}\n",
      "1 unknown-key: “arxiw” is no key of a paper → did you mean “arxiv”? Otherwise the kinds of "
        + "relations are updates, extends, isDerivedFrom, usesMethodIn, usesDataFrom, comparesWith or cites"),
    FaultCase(
      "unknown role of dates", "papers:\n  - {id: a, title: 甲 🚀, dates: {1️⃣publised: 2023}}\n",
      "1 unknown-key: “publised” is no key of dates → did you mean “published”? Otherwise use one of "
        + "listed, submitted, published, released or updated"),
    FaultCase(
      "unknown key of a date",
      "papers:\n  - {id: a, title: 甲 🚀, dates: {published: {date: 2023, 1️⃣venu: 🚀}}}\n",
      "1 unknown-key: “venu” is no key of a date → did you mean “venue”? Otherwise use one of date or venue"),
    FaultCase(
      "unknown key of a relation",
      "papers:\n  - {id: a, title: 甲}\n  - {id: b, title: 乙 🚀, cites: [{paper: a, 1️⃣were: §1}]}\n",
      "1 unknown-key: “were” is no key of a relation → did you mean “where”? Otherwise use one of paper, "
        + "where, verified, confidence or note"),
    FaultCase(
      "unknown kind, near to one",
      "papers:\n  - {id: a, title: 甲}\n  - {id: b, title: 乙 🚀, 1️⃣extend: a}\n",
      "1 unknown-key: “extend” is no key of a paper → did you mean “extends”? Otherwise the kinds of "
        + "relations are updates, extends, isDerivedFrom, usesMethodIn, usesDataFrom, comparesWith or cites"),
    FaultCase(
      "unknown kind, near to none",
      "papers:\n  - {id: a, title: 甲}\n  - {id: b, title: 乙 🚀, 1️⃣wasInspiredByTheWorkOf: a}\n",
      "1 unknown-key: “wasInspiredByTheWorkOf” is no key of a paper → the kinds of relations are updates, "
        + "extends, isDerivedFrom, usesMethodIn, usesDataFrom, comparesWith or cites"),

    FaultCase(
      "dangling relation, near to a paper",
      "papers:\n  - {id: llama, title: 甲}\n  - {id: b, title: 乙 🚀, cites: 1️⃣lama}\n",
      "1 dangling-relation: the relation “b cites lama” names “lama”, which is no paper of this corpus → "
        + "did you mean “llama”? Otherwise add the paper (with “external: true” if it is not on the list)"),
    FaultCase(
      "dangling relation, near to none",
      "papers:\n  - id: b\n    title: 乙 🚀\n    cites:\n      - 1️⃣{paper: 美杜莎}\n",
      "1 dangling-relation: the relation “b cites 美杜莎” names “美杜莎”, which is no paper of this corpus → add "
        + "the paper (with “external: true” if it is not on the list)"),
    FaultCase(
      "relation without paper", "papers:\n  - {id: b, title: 乙 🚀, cites: [1️⃣{where: §1}]}\n",
      "1 dangling-relation: a relation “b cites” does not say to which paper → add “paper: …” with its id"),
    FaultCase(
      "duplicate id", "papers:\n  - {id: a, title: 甲}\n  - 1️⃣{id: a, title: 乙}\n",
      "1 duplicate-id: two papers have the id “a”, first at a.yaml:2:5 → give one of them another id, or "
        + "merge the two records"),
    FaultCase(
      "relation to itself", "papers:\n  - {id: a, title: 甲 🚀, extends: 1️⃣a}\n",
      "1 self-relation: “a” extends itself → remove the relation, or name the paper that is meant"),
    FaultCase(
      "unknown topic", "topics: {agent: 智能体}\npapers:\n  - 1️⃣{id: a, title: 甲, topic: agnet}\n",
      "1 unknown-topic: the topic “agnet” of “a” is not declared → did you mean “agent”? Otherwise declare "
        + "it under “topics”"),

    FaultCase(
      "month 13", "papers:\n  - {id: a, title: 甲 🚀, dates: {listed: 1️⃣2023-13}}\n",
      "1 bad-date: “2023-13” is no date: there is no month 13 → write 2023, 2023-07 or 2023-07-18"),
    FaultCase(
      "30 February", "papers:\n  - {id: a, title: 甲 🚀, dates: {listed: 1️⃣2024-02-30}}\n",
      "1 bad-date: “2024-02-30” is no date of the calendar → write 2023, 2023-07 or 2023-07-18"),
    FaultCase(
      "month in one digit", "papers:\n  - {id: a, title: 甲 🚀, dates: {listed: 1️⃣2024-2}}\n",
      "1 bad-date: “2024-2” is no date → write 2023, 2023-07 or 2023-07-18"),
    FaultCase(
      "words for a date", "papers:\n  - {id: a, title: 甲 🚀, dates: {listed: 1️⃣去年}}\n",
      "1 bad-date: “去年” is no date → write 2023, 2023-07 or 2023-07-18"),
    FaultCase(
      "version without date", "papers:\n  - {id: a, title: 甲 🚀, dates: {listed: 1️⃣{venue: ACL}}}\n",
      "1 bad-date: “listed” of “a” has no date → add “date: …”"),
    FaultCase(
      "unknown role of the corpus", "title: 甲\ndate: 1️⃣publishd\n",
      "1 bad-value: “publishd” is no role of dates → did you mean “published”? Otherwise use one of "
        + "listed, submitted, published, released, updated or earliest"),

    FaultCase(
      "no title", "papers:\n  - 1️⃣{id: a}\n",
      "1 missing-title: the paper “a” has no title → add “title: …” with the exact title"),
    FaultCase(
      "empty title", "papers:\n  - {id: a, title: 1️⃣''}\n  - {id: b, title: 2️⃣}\n",
      "1 wrong-type: “title” is empty → give it a value, or leave the key out",
      "2 wrong-type: “title” is empty → give it a value, or leave the key out"),
    FaultCase(
      "no id", "papers:\n  - 1️⃣{title: 甲 🚀}\n  - 2️⃣{name: x}\n",
      "1 missing-id: a paper, “甲 🚀”, has no id → add “id: …”, made of lower-case letters, digits and hyphens",
      "2 missing-id: a paper has no id → add “id: …”, made of lower-case letters, digits and hyphens"),
    FaultCase(
      "bad id", "papers:\n  - 1️⃣{id: Llama 2, title: 甲}\n  - 2️⃣{id: 论文, title: 乙}\n",
      "1 bad-id: “Llama 2” is no id → use lower-case letters, digits and single hyphens: “llama-2”",
      "2 bad-id: “论文” is no id → use lower-case letters, digits and single hyphens: “paper-1”"),
    FaultCase(
      "bad arXiv id", "papers:\n  - {id: a, title: 甲 🚀, arxiv: 1️⃣2307.9}\n",
      "1 bad-identifier: “2307.9” is no arXiv id → write it like “2307.09288” in quotes, or hep-th/9711200"),
    FaultCase(
      "bad DOI", "papers:\n  - {id: a, title: 甲 🚀, doi: 1️⃣11.1000/182}\n",
      "1 bad-identifier: “11.1000/182” is no DOI → write it like 10.1000/182"),
    FaultCase(
      "addresses not of the web",
      "papers:\n  - {id: a, title: 甲 🚀, link: 1️⃣'javascript:alert(1)', code: 2️⃣ftp://x.org/y}\n",
      "1 bad-value: “link” is “javascript:alert(1)”, which is no web address → begin it with https:// or http://",
      "2 bad-value: “code” is “ftp://x.org/y”, which is no web address → begin it with https:// or http://"),
    FaultCase(
      "bad confidence",
      """
      papers:
        - {id: a, title: 甲}
        - id: b
          title: 乙
          cites:
            - {paper: a, note: 🚀, confidence: 1️⃣1.5}
            - {paper: a, note: 🚀, confidence: 2️⃣high}
            - {paper: a, note: 🚀, confidence: 3️⃣nan}
            - {paper: a, note: 🚀, confidence: 4️⃣-0.1}
            - {paper: a, note: 🚀, verified: 5️⃣maybe}
      """,
      "1 bad-value: the confidence is “1.5” → write a number from 0 to 1",
      "2 bad-value: the confidence is “high” → write a number from 0 to 1",
      "3 bad-value: the confidence is “nan” → write a number from 0 to 1",
      "4 bad-value: the confidence is “-0.1” → write a number from 0 to 1",
      "5 bad-value: “verified” is “maybe” → write true or false"),

    FaultCase(
      "text for papers", "papers: 1️⃣llama\n",
      "1 wrong-type: “papers” holds a text, not a list → begin each paper with “- id: …”"),
    FaultCase(
      "keys for papers", "papers: 1️⃣{llama: 甲}\n",
      "1 wrong-type: “papers” holds keys with values, not a list → begin each paper with “- id: …”"),
    FaultCase(
      "text and list for a paper", "papers:\n  - 1️⃣llama\n  - 2️⃣[甲]\n",
      "1 wrong-type: a paper is a text here, not keys with values → begin it with “- id: …”",
      "2 wrong-type: a paper is a list here, not keys with values → begin it with “- id: …”"),
    FaultCase(
      "list for topics", "topics: 1️⃣[agent]\n",
      "1 wrong-type: “topics” holds a list, not ids with their labels → write “foundation: {label: "
        + "Foundation models}”"),
    FaultCase(
      "list for a label", "topics: {agent: 1️⃣[智能体], b: {label: 2️⃣[x], label-zh: 3️⃣{a: b}}}\n",
      "1 wrong-type: “agent” is a list, not a text",
      "2 wrong-type: “label” is a list, not a text",
      "3 wrong-type: “label-zh” is keys with values, not a text"),
    FaultCase(
      "list for title and date of the file", "title: 1️⃣[甲]\ntitle-zh: 2️⃣{a: b}\ndate: 3️⃣[listed]\n",
      "1 wrong-type: “title” is a list, not a text",
      "2 wrong-type: “title-zh” is keys with values, not a text",
      "3 wrong-type: “date” is a list, not a text"),
    FaultCase(
      "wrong types in a paper",
      """
      papers:
        - id: a
          title: 1️⃣[甲]
          name: 2️⃣{甲: 乙}
          aliases: [甲, 3️⃣[乙]]
          dates: 4️⃣2023
          organizations: 5️⃣{甲: 乙}
          external: 6️⃣ja
          impact: 7️⃣[🚀]
          notes: [8️⃣{甲: 乙}]
          link: 9️⃣[https://a.org]
      """,
      "1 wrong-type: “title” is a list, not a text",
      "2 wrong-type: “name” is keys with values, not a text",
      "3 wrong-type: “aliases” is a list, not a text",
      "4 wrong-type: “dates” of “a” holds a text, not dates with their roles → write “dates: {submitted: "
        + "2023-07-18}”",
      "5 wrong-type: “organizations” is keys with values, not a text",
      "6 bad-value: “external” is “ja” → write true or false",
      "7 wrong-type: “impact” is a list, not a text",
      "8 wrong-type: “notes” is keys with values, not a text",
      "9 wrong-type: “link” is a list, not a text"),
    FaultCase(
      "wrong types in relations",
      """
      papers:
        - id: a
          title: 甲
          cites: [1️⃣[b]]
          extends: []
          updates: {paper: 3️⃣[b]}
          usesDataFrom: [{paper: b, where: 4️⃣[§1], note: 5️⃣{甲: 乙}, verified: 6️⃣[true], confidence: 7️⃣[1]}]
        - {id: b, title: 乙, arxiv: 8️⃣[x], doi: 9️⃣{x: y}}
      """,
      "1 wrong-type: “cites” is a list, not a text",
      "3 wrong-type: “paper” is a list, not a text",
      "4 wrong-type: “where” is a list, not a text",
      "5 wrong-type: “note” is keys with values, not a text",
      "6 wrong-type: “verified” is a list, not a text",
      "7 wrong-type: “confidence” is a list, not a text",
      "8 bad-identifier: “x” is no arXiv id → write it like “2307.09288” in quotes, or hep-th/9711200",
      "9 wrong-type: “doi” is keys with values, not a text"),
    FaultCase(
      "list for an id", "papers:\n  - {id: 1️⃣[a], title: 甲}\n",
      "1 wrong-type: “id” is a list, not a text"),

    FaultCase(
      "ambiguous alias",
      "1️⃣titel: x\npapers:\n  - {id: a, title: 甲, aliases: [推测解码]}\n  - 2️⃣{id: b, title: 乙, name: ' 推测解码 '}\n",
      "1 unknown-key: “titel” is no key of a corpus file → did you mean “title”? Otherwise use one of "
        + "title, date, topics or papers",
      "2 ambiguous-name: the name “推测解码” belongs to “a” and “b” → keep it as an alias of one of them, or "
        + "make the names differ"),

    FaultCase(
      "ten different faults, all told in one run",
      """
      1️⃣titel: 核心 🚀
      date: 2️⃣publishd
      papers:
        - 3️⃣{id: Llama, title: 甲 🚀, dates: {listed: 4️⃣2023-13}}
        - 5️⃣{id: b}
        - {id: c, title: 丙 🚀, cites: 6️⃣nobody, link: 7️⃣ftp://x, arxiv: 8️⃣'1'}
        - {id: d, title: 丁 🚀, 9️⃣nmae: D, external: 0️⃣yes}
      """,
      "1 unknown-key: “titel” is no key of a corpus file → did you mean “title”? Otherwise use one of "
        + "title, date, topics or papers",
      "2 bad-value: “publishd” is no role of dates → did you mean “published”? Otherwise use one of "
        + "listed, submitted, published, released, updated or earliest",
      "3 bad-id: “Llama” is no id → use lower-case letters, digits and single hyphens: “llama”",
      "4 bad-date: “2023-13” is no date: there is no month 13 → write 2023, 2023-07 or 2023-07-18",
      "5 missing-title: the paper “b” has no title → add “title: …” with the exact title",
      "6 dangling-relation: the relation “c cites nobody” names “nobody”, which is no paper of this corpus "
        + "→ add the paper (with “external: true” if it is not on the list)",
      "7 bad-value: “link” is “ftp://x”, which is no web address → begin it with https:// or http://",
      "8 bad-identifier: “1” is no arXiv id → write it like “2307.09288” in quotes, or hep-th/9711200",
      "9 unknown-key: “nmae” is no key of a paper → did you mean “name”? Otherwise the kinds of relations "
        + "are updates, extends, isDerivedFrom, usesMethodIn, usesDataFrom, comparesWith or cites",
      "0 bad-value: “external” is “yes” → write true or false"),
  ]
}
